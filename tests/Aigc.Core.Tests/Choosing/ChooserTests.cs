using Aigc.Contracts.Images;
using Aigc.Contracts.Products;
using Aigc.Contracts.Recipes;
using Aigc.Core.Choosing;
using Aigc.Core.Text.Categories;
using Aigc.Core.Text.Gaps;

namespace Aigc.Core.Tests.Choosing;

/// <summary>Decision factors over products drawn by a fixed seed.</summary>
public sealed class ChooserTests
{
    private static readonly Product Mug = new() { Id = "m", Title = "Enamel Mug", Description = "Holds 350 ml." };
    private static readonly SeenPhoto[] Photos = [new(null), Photo(TriageOutcome.Pass), Photo(TriageOutcome.Fix, 1), Photo(TriageOutcome.Fix, 3), Photo(TriageOutcome.Reject, 1)];

    [Fact]
    public void A_range_is_met_by_the_prices_within_it_ends_included()
    {
        foreach (var product in Drawn(300))
            Assert.Equal(product.Price is { Amount: >= 20m and <= 60m }, Met(product, new() { Factor = Factors.Field, Field = "price", AtLeast = 20, AtMost = 60 }));
    }

    [Theory]
    [InlineData("HIGH ", true)]
    [InlineData("mid", true)]
    [InlineData("highest", false)]
    [InlineData("", false)]
    public void A_column_is_met_by_one_of_its_values_under_the_name_that_it_has_in_the_feed(string tier, bool met) =>
        Assert.Equal(met, Met(With("custom_label_0", tier), new() { Factor = Factors.Field, Field = "Custom Label 0", In = ["high", "Mid"] }));

    [Theory]
    [InlineData("Bags", true)]
    [InlineData("bags > Backpacks", true)]
    [InlineData("Bags>Backpacks", true)]
    [InlineData("Bagsy", false)]
    [InlineData("Home > Bags", false)]
    public void A_category_is_met_by_what_lies_beneath_it(string category, bool met) =>
        Assert.Equal(met, Met(Mug with { ProductType = category }, new() { Factor = Factors.Field, Field = "category", In = ["Bags"] }));

    [Theory]
    [InlineData("1e3", true)]
    [InlineData("1,200.50 USD", true)]
    [InlineData("-5", true)]
    [InlineData("NaN", false)]
    [InlineData("Infinity", false)]
    [InlineData("1e999", false)]
    [InlineData("many", false)]
    [InlineData("", false)]
    public void What_is_no_number_meets_no_range(string value, bool met) =>
        Assert.Equal(met, Met(With("sales", value), new() { Factor = Factors.Field, Field = "sales", AtLeast = -1e12, AtMost = 1e12 }));

    [Fact]
    public void Missing_attributes_are_those_of_the_gap_report()
    {
        foreach (var product in Drawn(200))
        {
            var gaps = new GapCounter(CategoryTree.Shipped).Add(product, null).Count;
            var isPlaced = CategoryTree.Shipped.Best(product) is not null;
            foreach (var least in (double[])[0, 1, 2, 3]) Assert.Equal(isPlaced && gaps >= least, Met(product, new() { Factor = Factors.MissingAttributes, AtLeast = least }));
        }
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("Mug", 3)]
    [InlineData("Cafe\u0301 \U0001F469\u200D\U0001F33E", 6)]
    public void Copy_is_as_long_as_people_count_it(string? description, int length)
    {
        var product = Mug with { Description = description };

        Assert.True(Met(product, new() { Factor = Factors.TextLength, Field = "description", AtLeast = length, AtMost = length }));
        Assert.False(Met(product, new() { Factor = Factors.TextLength, Field = "description", AtLeast = length + 1 }));
    }

    [Fact]
    public void A_photo_is_what_screening_says_of_it_and_scores_less_with_each_fault()
    {
        Assert.Equal(["missing", "pass", "fix", "fix", "reject"], Photos.Select(photo => photo.Outcome));
        Assert.Equal([0, 100, 80, 40, 0], Photos.Select(photo => photo.Score));
        Assert.Equal(20, Photo(TriageOutcome.Fix, 9).Score);
        Assert.All(Photos, photo => Assert.Equal(photo.Score <= 60, Met(Mug, new() { Factor = Factors.PhotoScore, AtMost = 60 }, photo)));
        Assert.All(Photos, photo => Assert.Equal(photo.Outcome is "fix" or "missing", Met(Mug, new() { Factor = Factors.Photo, In = ["fix", "missing"] }, photo)));
    }

    [Fact]
    public void Weights_are_added_up_to_the_last_digit()
    {
        ChoosingRule Rule(double weight) => new() { Factor = Factors.TextLength, Field = "title", AtLeast = 1, Weight = weight };

        var choice = Of(new() { Match = Matches.Score, AtLeast = 0.8, Rules = [Rule(0.1), Rule(0.7)] }).Choose(Mug);

        Assert.Equal((true, 0.8), (choice.Chosen, choice.Score));
    }

    [Fact]
    public void All_any_and_score_choose_by_the_rules_that_are_met()
    {
        var random = new Random(16);
        foreach (var product in Drawn(500))
        {
            var (plan, photo) = (Plan(random), Photos[random.Next(Photos.Length)]);
            var choice = Of(plan).Choose(product, photo);

            var met = plan.Rules.Select(rule => Met(product, rule, photo)).ToList();
            Assert.Equal(met, choice.Factors.Select(factor => factor.Met == true));
            var score = plan.Rules.Zip(met).Where(pair => pair.Second).Sum(pair => (decimal)pair.First.Weight);
            Assert.Equal(plan.Match switch { "all" => met.TrueForAll(one => one), "any" => met.Exists(one => one), _ => score >= (decimal)plan.AtLeast!.Value }, choice.Chosen);
        }
    }

    [Fact]
    public void What_is_told_before_the_photo_was_seen_no_photo_changes()
    {
        var (random, told) = (new Random(17), 0);
        foreach (var product in Drawn(500))
        {
            var chooser = Of(Plan(random));
            var after = Photos.Select(photo => chooser.Choose(product, photo).Chosen).ToList();
            Assert.DoesNotContain(null, after);
            if (chooser.Choose(product).Chosen is not { } before) continue;
            Assert.All(after, chosen => Assert.Equal(before, chosen));
            told++;
        }
        Assert.InRange(told, 50, 450);
    }

    [Fact]
    public void A_reading_shows_no_more_than_a_line_of_what_the_feed_says()
    {
        var reading = Assert.Single(Of(new() { Rules = [new() { Factor = Factors.Field, Field = "note", In = [.. Enumerable.Repeat("longer than it should be", 90)] }] }).Choose(With("note", new string('x', 99) + "\U0001F600tail")).Factors);

        Assert.Equal((new string('x', 99) + "…", 101), (reading.Measured, reading.Limit.Length));
    }

    private static bool Met(Product product, ChoosingRule rule, SeenPhoto? photo = null) => Of(new() { Rules = [rule] }).Choose(product, photo).Chosen == true;

    private static Chooser Of(ChoosingPlan plan) => new(plan, CategoryTree.Shipped);

    private static Product With(string key, string value) => Mug with { Attributes = new Dictionary<string, string> { [key] = value } };

    private static SeenPhoto Photo(TriageOutcome outcome, int faults = 0) =>
        new(new TriageVerdict(outcome, [.. Enumerable.Range(0, faults).Select(i => new TriageReason($"fault-{i}", 1, 2, outcome)), new("already-white", 1, 1, TriageOutcome.Pass)], null));

    private static IEnumerable<Product> Drawn(int count)
    {
        var random = new Random(15);
        string[] titles = ["Enamel Mug", "Blizzard Snowboard", "Thing", "旅行马克杯"];
        for (var i = 0; i < count; i++)
        {
            var attributes = new Dictionary<string, string>();
            foreach (var name in (string[])["color", "material", "capacity", "flex"])
                if (random.Next(2) == 0) attributes[name] = random.Next(5) == 0 ? "" : "some";
            attributes["tier"] = random.Next(2) == 0 ? "high" : "low";
            yield return new() { Id = $"p{i}", Title = titles[random.Next(titles.Length)], Description = new string('d', random.Next(80)), Price = random.Next(4) == 0 ? null : new(random.Next(1, 100), "USD"), Attributes = attributes };
        }
    }

    private static ChoosingPlan Plan(Random random)
    {
        ChoosingRule[] all =
        [
            new() { Factor = Factors.Field, Field = "tier", In = ["high"] }, new() { Factor = Factors.Field, Field = "price", AtLeast = random.Next(100) }, new() { Factor = Factors.TextLength, Field = "description", AtMost = random.Next(80) },
            new() { Factor = Factors.MissingAttributes, AtLeast = random.Next(3) }, new() { Factor = Factors.Photo, In = ["fix", "pass"] }, new() { Factor = Factors.PhotoScore, AtLeast = random.Next(1, 100) },
        ];
        random.Shuffle(all);
        var match = ((string[])[Matches.All, Matches.Any, Matches.Score])[random.Next(3)];
        List<ChoosingRule> rules = [.. all.Take(random.Next(1, 5)).Select(rule => match == Matches.Score ? rule with { Weight = random.Next(1, 30) / 10.0 } : rule)];
        return new() { Match = match, AtLeast = match == Matches.Score ? rules.Sum(rule => rule.Weight) * random.NextDouble() : null, Rules = rules };
    }
}
