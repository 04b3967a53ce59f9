using Aigc.Contracts.Images;
using Aigc.ImageService.Decoding;
using Aigc.ImageService.Diffusion.Components;
using Aigc.ImageService.Recognition;

namespace Aigc.ImageService.Tests.Recognition;

public sealed class SubjectClassifierTests
{
    private static readonly PixelBox Subject = new(40, 40, 60, 60);

    [Fact]
    public void The_subject_is_looked_at_and_not_the_ground_of_the_photo()
    {
        using var folder = new ClassifierFolder();

        var guesses = Guess(folder, RedOnGreen, Subject);

        Assert.Equal("red thing", guesses[0].Label);
        Assert.Equal("green thing", Guess(folder, RedOnGreen, new(0, 0, 100, 100))[0].Label);
    }

    [Fact]
    public void Probabilities_are_those_of_a_softmax_over_what_the_network_gives_with_the_likeliest_first()
    {
        using var folder = new ClassifierFolder();
        // All of it one colour: the logits are ten times 0.8, 0.6 and 0.7.
        var guesses = Guess(folder, Flat(204, 153, 178.5), Subject);

        var (r, g, b) = (Math.Exp(8), Math.Exp(6), Math.Exp(7));
        Assert.Equal(["red thing", "blue thing", "green thing"], guesses.Select(guess => guess.Label));
        Assert.All(guesses.Zip([r, b, g]), pair => Assert.Equal(pair.Second / (r + g + b), pair.First.Probability, 0.005));
    }

    [Fact]
    public void Colours_are_normalised_as_the_model_says()
    {
        using var plain = new ClassifierFolder();
        using var shifted = new ClassifierFolder(preprocessing: """{"image_mean":[0.8,0,0],"image_std":[1,2,1],"size":{"shortest_edge":32}}""");

        // Red loses by its mean, green is halved.
        Assert.Equal(["red thing", "green thing", "blue thing"], Guess(plain, Flat(230, 204, 128), Subject).Select(guess => guess.Label));
        Assert.Equal(["blue thing", "green thing", "red thing"], Guess(shifted, Flat(230, 204, 128), Subject).Select(guess => guess.Label));
    }

    [Theory]
    [InlineData(48)]
    [InlineData(null)]
    public void It_is_given_the_size_that_it_declares_or_its_configuration_names(int? side)
    {
        using var folder = new ClassifierFolder(side: side);

        Assert.Equal("red thing", Guess(folder, RedOnGreen, Subject)[0].Label);
    }

    [Fact]
    public void A_subject_at_the_border_is_seen_whole() => Assert.Equal("red thing", GuessAt(new(0, 0, 20, 20)));

    [Theory]
    [InlineData("{}", "config.json has no id2label")]
    [InlineData("""{"id2label":{}}""", "config.json names its labels")]
    [InlineData("""{"id2label":{"1":"a","2":"b"}}""", "config.json names its labels")]
    [InlineData("""{"id2label":{"0":7}}""", "unexpected type")]
    [InlineData("[]", "is no JSON object")]
    public void A_model_without_labels_is_invalid(string config, string why)
    {
        using var folder = new ClassifierFolder(config);

        var problem = Assert.Throws<ImageProblemException>(() => Guess(folder, RedOnGreen, Subject));

        Assert.Equal(("model-invalid", 409), (problem.Code, problem.Status));
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_more_values_than_labels_does_not_fit()
    {
        using var folder = new ClassifierFolder("""{"id2label":{"0":"a","1":"b"}}""");

        Assert.Equal("model-mismatch", Assert.Throws<ImageProblemException>(() => Guess(folder, RedOnGreen, Subject)).Code);
    }

    [Fact]
    public void Two_numbers_are_no_mean_of_three_colours()
    {
        using var folder = new ClassifierFolder(preprocessing: """{"image_mean":[0.5,0.5]}""");

        Assert.Contains("image_mean", Assert.Throws<ImageProblemException>(() => Guess(folder, RedOnGreen, Subject)).Message, StringComparison.Ordinal);
    }

    private static string GuessAt(PixelBox box)
    {
        using var folder = new ClassifierFolder();
        return Guess(folder, Drawn(box), box)[0].Label;
    }

    private static IReadOnlyList<ClassGuess> Guess(ClassifierFolder folder, Picture photo, PixelBox subject)
    {
        using var classifier = SubjectClassifier.Load(folder.File, new(new Execution { Provider = Provider.Cpu, Threads = 1 }));
        return classifier.Guess(photo, subject, CancellationToken.None);
    }

    private static Picture RedOnGreen => Drawn(Subject);

    private static Picture Drawn(PixelBox box) =>
        Of(p => p % 100 >= box.Left && p % 100 < box.Right && p / 100 >= box.Top && p / 100 < box.Bottom ? [220, 20, 20] : [20, 200, 20]);

    private static Picture Flat(double r, double g, double b) => Of(_ => [(byte)r, (byte)g, (byte)b]);

    private static Picture Of(Func<int, byte[]> colour) => new([.. Enumerable.Range(0, 100 * 100).SelectMany(colour)], 100, 100);
}
