using Aigc.ImageService.Decoding;
using Aigc.ImageService.TryOn;

namespace Aigc.ImageService.Tests.TryOn;

/// <summary>Each limit of what can be dressed, from both sides.</summary>
public sealed class TryOnChecksTests
{
    private static readonly Picture Person = Boxes.On(300, 400, new Box(100, 40, 200, 380));
    private static readonly Picture Garment = Boxes.On(400, 400, new Box(100, 100, 300, 300));

    [Fact]
    public void One_person_and_one_garment_are_fit() => Assert.Null(Faults(Of(Person, Garment)));

    [Theory]
    [InlineData(255, 400, "The {0} picture has 255x400 pixels; both sides need 256.")]
    [InlineData(256, 400, null)]
    [InlineData(256, 768, null)]
    [InlineData(256, 769, "The {0} picture is more than 3 times as long as wide.")]
    public void Small_and_narrow_pictures_are_refused(int width, int height, string? fault)
    {
        var picture = Boxes.On(width, height, new Box(width / 4, height / 4, width * 3 / 4, height * 3 / 4));

        Assert.Equal(Named(fault, "person"), Faults(Of(picture, Garment)));
        Assert.Equal(Named(fault, "garment"), Faults(Of(Person, picture)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void A_mask_has_a_value_for_each_pixel_of_its_picture(int more)
    {
        var (person, garment) = (new float[Person.Pixels + more], Array.ConvertAll(new float[Garment.Pixels + more], _ => 0.5f));

        Assert.Equal(more == 0 ? null : "The mask has one value for each pixel of the person.", Faults(Of(Person, Garment) with { Mask = person }));
        Assert.Equal(more == 0 ? "The garment fills 100 % of its picture; 5 % to 95 % are workable." : "The mask of the garment has one value for each pixel of its picture.", Faults(Of(Person, Garment) with { GarmentMask = garment }));
    }

    [Theory]
    [InlineData(400, 400, null)]
    [InlineData(401, 400, "The person picture is wider than high.")]
    public void A_person_stands(int width, int height, string? fault) => Assert.Equal(fault, Faults(Of(Boxes.On(width, height, new Box(130, 40, 270, 360)), Garment)));

    [Fact]
    public void A_second_person_is_one_too_many()
    {
        var two = Boxes.On(400, 400, new Box(40, 80, 160, 360), new Box(240, 80, 360, 360));

        Assert.Equal("The person picture shows 2 separate subjects.", Faults(Of(two, Garment)));
    }

    [Theory]
    [InlineData(84, "The person is too small in the picture.")]
    [InlineData(96, null)]
    public void A_person_takes_a_twentieth_of_the_picture(int side, string? fault) => Assert.Equal(fault, Faults(Of(Centred(side), Garment)));

    [Theory]
    [InlineData(84, "The garment fills 4 % of its picture; 5 % to 95 % are workable.")]
    [InlineData(96, null)]
    [InlineData(384, null)]
    public void A_garment_takes_a_twentieth_of_the_picture_and_leaves_a_rim(int side, string? fault) => Assert.Equal(fault, Faults(Of(Person, Centred(side))));

    [Theory]
    [InlineData(89, "The garment fills 5 % of its picture; 5 % to 95 % are workable.")]
    [InlineData(90, null)]
    [InlineData(389, null)]
    [InlineData(390, "The garment fills 95 % of its picture; 5 % to 95 % are workable.")]
    public void Of_a_garment_on_a_figure_what_the_mask_shows_counts(int side, string? fault)
    {
        var mask = Boxes.Mask(400, 400, new Box(0, 0, side, side));

        Assert.Equal(fault, Faults(Of(Person, Garment) with { GarmentMask = mask }));
    }

    [Theory]
    [InlineData(85, null)]
    [InlineData(95, "The garment picture shows several main pieces; one garment is needed.")]
    public void A_piece_of_a_fifth_of_the_largest_is_a_second_garment(int side, string? fault)
    {
        var picture = Boxes.On(400, 400, new Box(20, 100, 220, 300), new Box(260, 120, 260 + side, 120 + side));

        Assert.Equal(fault, Faults(Of(Person, picture)));
    }

    [Fact]
    public void A_figure_may_show_its_garment_in_two_parts_but_there_is_one_figure()
    {
        var open = Boxes.Mask(400, 400, new Box(100, 100, 180, 300));
        foreach (var (p, value) in Boxes.Mask(400, 400, new Box(220, 100, 300, 300)).Index()) open[p] = Math.Max(open[p], value);
        var two = Boxes.On(400, 400, new Box(40, 80, 160, 360), new Box(240, 80, 360, 360));

        Assert.Null(Faults(Of(Person, Garment) with { GarmentMask = open }));
        Assert.Equal("The garment picture shows several main pieces; one garment is needed.", Faults(Of(Person, two) with { GarmentMask = open }));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = Faults(Of(Boxes.On(500, 400, new Box(20, 100, 200, 300), new Box(300, 100, 480, 300)), Centred(40)));

        Assert.Equal("The person picture is wider than high. The person picture shows 2 separate subjects. The garment fills 1 % of its picture; 5 % to 95 % are workable.", faults);
    }

    private static Picture Centred(int side) => Boxes.On(400, 400, new Box(200 - (side / 2), 200 - (side / 2), 200 + (side / 2), 200 + (side / 2)));

    private static TryOnRequest Of(Picture person, Picture garment) => new() { Person = person, Garment = garment, Mask = new float[person.Pixels], Seed = 1, LikenessConsent = true };

    private static string? Named(string? fault, string name) => fault?.Replace("{0}", name, StringComparison.Ordinal);

    private static string? Faults(TryOnRequest request)
    {
        try
        {
            TryOnChecks.Check(request);
            return null;
        }
        catch (ImageProblemException problem) when (problem is { Code: "try-on-input-unfit", Status: 422 })
        {
            return problem.Message;
        }
    }
}
