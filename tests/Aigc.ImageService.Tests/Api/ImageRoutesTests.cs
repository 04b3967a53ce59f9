using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Tests.Drawing;

namespace Aigc.ImageService.Tests.Api;

public sealed class ImageRoutesTests
{
    private static readonly byte[] Photo = DrawnPhoto.Of(Shape.Mug, Ground.White).Png;
    private static readonly ImagePipelineRequest White = new() { Steps = [new("screen", "screen"), new("white", "image.white", 300, 240)], Seed = 3 };
    private static readonly ImagePipelineRequest Held = new() { Steps = [new("held", "x")] };

    [Fact]
    public async Task A_photo_comes_back_screened_and_rendered()
    {
        await using var server = await ImageServer.StartAsync();

        var response = await server.Client.RunAsync("acme", White, Photo, "image/png");

        var output = Assert.Single(response.Outputs);
        Assert.Equal(("image.white", "image/jpeg", 300, 240), (output.Name, output.ContentType, output.Width, output.Height));
        Assert.Equal([0xFF, 0xD8, 0xFF], output.Bytes![..3]);
        Assert.Equal((TriageOutcome.Pass, 3ul), (response.Triage!.Outcome, response.Seed));
    }

    [Fact]
    public async Task A_full_house_is_a_transient_failure_that_says_when_to_come_back()
    {
        using var held = new HeldOperation();
        await using var server = await ImageServer.StartAsync(held, ("AtOnce", "1"), ("Waiting", "0"));
        var first = server.Client.RunAsync("acme", Held, Photo, "image/png");
        await held.EnteredAsync();

        var failure = await Assert.ThrowsAsync<TransientException>(() => server.Client.RunAsync("acme", White, Photo, "image/png"));

        Assert.InRange(failure.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        held.Go();
        Assert.Single((await first).Outputs);
    }

    [Theory]
    [InlineData("unsupported-format", 415)]
    [InlineData("decode-failed", 422)]
    [InlineData("image-too-large", 413)]
    [InlineData("request-invalid", 400)]
    public async Task What_cannot_be_used_is_a_problem_with_its_code_however_it_is_labelled(string code, int status)
    {
        await using var server = await ImageServer.StartAsync();
        var (request, image) = code switch
        {
            "unsupported-format" => (White, "GIF89a and more"u8.ToArray()),
            "decode-failed" => (White, Photo[..500]),
            "image-too-large" => (White, [.. Photo, .. new byte[ImageDecoder.MaxBytes]]),
            _ => (new ImagePipelineRequest { Steps = [new("sharpen", "x")] }, Photo),
        };

        var problem = await Assert.ThrowsAsync<ProblemException>(() => server.Client.RunAsync("acme", request, image, "image/jpeg"));

        Assert.Equal((code, status), (problem.Code, problem.Status));
    }

    [Theory]
    [InlineData("white", 8, 300)]
    [InlineData("white", 300, 5_000)]
    [InlineData("resize", 300, 300)]
    public async Task A_step_out_of_bounds_is_refused(string op, int width, int height)
    {
        await using var server = await ImageServer.StartAsync();

        var problem = await Assert.ThrowsAsync<ProblemException>(() => server.Client.RunAsync("acme", new() { Steps = [new(op, "x", width, height)] }, Photo, "image/png"));

        Assert.Equal("request-invalid", problem.Code);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("""{"steps":null}""")]
    [InlineData("""{"steps":[null]}""")]
    [InlineData("""{"steps":[{"op":"white","name":"x","format":"bmp"}]}""")]
    [InlineData("""{"steps":[{"op":null,"name":"x"}]}""")]
    public async Task A_request_that_is_none_is_answered_with_400(string request)
    {
        await using var server = await ImageServer.StartAsync();
        using var form = new MultipartFormDataContent { { new StringContent(request), "request" }, { new ByteArrayContent(Photo), "image", "image" } };

        using var response = await server.Http.PostAsync(new Uri("/v1/images:pipeline", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("request-invalid", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_of_no_known_form_and_a_form_without_a_picture_are_refused()
    {
        await using var server = await ImageServer.StartAsync();
        using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
        using var json = new StringContent("""{"steps":[{"op":"white","name":"x"}]}""", Encoding.UTF8, "application/json");
        using var form = new MultipartFormDataContent { { JsonContent.Create(White, Contracts.AigcJson.Default.ImagePipelineRequest), "request" } };

        foreach (var body in new HttpContent[] { text, json, form })
        {
            using var response = await server.Http.PostAsync(new Uri("/v1/images:pipeline", UriKind.Relative), body);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("json")]
    [InlineData("form")]
    [InlineData("bytes")]
    public async Task One_operation_takes_json_a_form_or_the_bare_bytes_and_makes_the_same_picture(string form)
    {
        await using var server = await ImageServer.StartAsync();
        var expected = await server.Client.RunAsync("acme", new() { Steps = [new("white", "white", 320, 200, "png")] }, Photo, "image/png");
        using HttpContent body = form switch
        {
            "json" => JsonContent.Create(new { step = new { width = 320, height = 200, format = "png" }, inputs = new { image = new { bytes = Photo } } }),
            "form" => new MultipartFormDataContent { { JsonContent.Create(new { step = new { width = 320, height = 200, format = "png" } }), "request" }, { new ByteArrayContent(Photo), "image", "image" } },
            _ => new ByteArrayContent(Photo) { Headers = { ContentType = new("image/png") } },
        };

        using var response = await server.Http.PostAsync(new Uri("/v1/images:white" + (form == "bytes" ? "?width=320&height=200&format=png" : ""), UriKind.Relative), body);

        var made = await response.Content.ReadFromJsonAsync(Contracts.AigcJson.Default.ImagePipelineResponse);
        Assert.Equal(expected.Outputs[0].Bytes, made!.Outputs[0].Bytes);
    }

    [Theory]
    [InlineData("width=wide")]
    [InlineData("margin=little")]
    [InlineData("strength=2")]
    [InlineData("strength=half")]
    [InlineData("markt=amazon-main")]
    public async Task A_picture_by_the_bare_bytes_with_a_query_that_is_not_understood_is_refused(string query)
    {
        await using var server = await ImageServer.StartAsync();
        using var body = new ByteArrayContent(Photo) { Headers = { ContentType = new("image/png") } };

        using var response = await server.Http.PostAsync(new Uri($"/v1/images:white?{query}", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
