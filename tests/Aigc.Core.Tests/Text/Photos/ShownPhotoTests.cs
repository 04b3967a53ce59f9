using System.Net;
using Aigc.Contracts.Items;

namespace Aigc.Core.Tests.Text.Photos;

/// <summary>Which photo goes to which model, and in what form.</summary>
public sealed class ShownPhotoTests
{
    private const string Nothing = """{"attributes":[]}""";
    private readonly ScriptedChat _model = new(Nothing);

    [Fact]
    public async Task A_model_that_sees_is_shown_the_photo_reduced_by_the_image_service()
    {
        using var driver = new PhotoDriver(_model);

        await driver.WriteAsync(PhotoDriver.Png);

        var shown = Assert.Single(PhotoDriver.Shown(_model.Calls[0]));
        Assert.Equal(("convert", "image"), Assert.Single(driver.Images.Calls));
        Assert.NotEqual(PhotoDriver.Png, shown.Data.ToArray());
        Assert.Contains("image: ", _model.Calls[0][0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_does_not_see_is_asked_as_before()
    {
        using var driver = new PhotoDriver(_model, sees: false);

        var made = await driver.WriteAsync(PhotoDriver.Png);

        Assert.Equal(SlotState.Made, made.State);
        Assert.Empty(PhotoDriver.Shown(_model.Calls[0]));
        Assert.Empty(driver.Images.Calls);
        Assert.DoesNotContain("photo", string.Concat(_model.Calls[0].Select(message => message.Text)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_title_is_written_from_words_alone()
    {
        var model = new ScriptedChat("""{"title":"Quester Camp Mug"}""");
        using var driver = new PhotoDriver(model);

        await driver.WriteAsync(PhotoDriver.Png, "title.en");

        Assert.Empty(PhotoDriver.Shown(model.Calls[0]));
    }

    [Fact]
    public async Task Where_the_image_service_is_down_a_small_picture_goes_as_it_is()
    {
        using var driver = new PhotoDriver(_model);
        driver.Images.FailNext(1, HttpStatusCode.ServiceUnavailable);

        await driver.WriteAsync(PhotoDriver.Png);

        var shown = Assert.Single(PhotoDriver.Shown(_model.Calls[0]));
        Assert.Equal("image/png", shown.MediaType);
        Assert.Equal(PhotoDriver.Png, shown.Data.ToArray());
    }

    [Theory]
    [InlineData("too large")]
    [InlineData("of a type that not everybody takes")]
    public async Task And_one_that_is_not_fit_for_that_is_not_shown(string why)
    {
        byte[] photo = why == "too large" ? [.. PhotoDriver.Png, .. new byte[600_000]] : [(byte)'I', (byte)'I', 42, 0, 8, 0, 0, 0];
        using var driver = new PhotoDriver(_model);
        driver.Images.FailNext(1, HttpStatusCode.ServiceUnavailable);

        var made = await driver.WriteAsync(photo);

        Assert.Equal(SlotState.Made, made.State);
        Assert.Empty(PhotoDriver.Shown(_model.Calls[0]));
    }

    [Fact]
    public async Task Alone_a_photo_off_the_public_internet_is_not_fetched_and_the_words_are_asked()
    {
        using var driver = new PhotoDriver(_model);

        var made = await driver.Desk.GenerateAsync("acme", PhotoDriver.Mug with { ImageLink = "http://10.1.2.3/mug.png" }, new() { Outputs = [new() { Slot = "attributes" }] }, null);

        Assert.Equal(SlotState.Made, made.State);
        Assert.Empty(PhotoDriver.Shown(_model.Calls[0]));
        Assert.Empty(driver.Images.Calls);
    }
}
