using System.Text;
using System.Text.Json;
using Aigc.Contracts;
using Aigc.Contracts.Batches;
using Aigc.Contracts.Items;
using Aigc.Testing.Photos;

namespace Aigc.EndToEnd.Tests;

/// <summary>kill -9 at any moment of a batch, start again: it finishes with the results of an undisturbed run.</summary>
public sealed class CrashTests
{
    private const int Kills = 20;
    private const int Products = 24;

    [Fact]
    public async Task A_batch_survives_kill_9_at_twenty_moments_with_the_results_of_an_undisturbed_run()
    {
        await using var undisturbed = await LocalProcess.ServeAsync();
        var expected = await ProduceAsync(undisturbed);

        await using var disturbed = await LocalProcess.ServeAsync();
        var moments = new Random(20_261_123);
        for (var kill = 0; kill < Kills;)
        {
            var id = (await SubmitAsync(disturbed, $"batch-{kill}")).Id;
            // Several kills a batch, from "just accepted" to "nearly done".
            for (var round = 0; round < 4 && kill < Kills; round++, kill++)
            {
                await WaitAsync(TimeSpan.FromMilliseconds(moments.Next(5, 1_500)));
                await disturbed.KillAsync();
                await disturbed.StartAsync();
            }
            await disturbed.Http.FollowAsync(id, BatchState.Completed);
            Assert.Equal(expected, Essence(await disturbed.Http.ResultsAsync(id)));
        }
    }

    private static async Task<IReadOnlyList<string>> ProduceAsync(LocalProcess local)
    {
        var batch = await SubmitAsync(local, "first");
        await local.Http.FollowAsync(batch.Id, BatchState.Completed);
        return Essence(await local.Http.ResultsAsync(batch.Id));
    }

    private static Task<Batch> SubmitAsync(LocalProcess local, string key)
    {
        var feed = new StringBuilder("id,title,description,brand,product_type,image_link\n");
        var media = new Dictionary<string, byte[]>();
        for (var i = 0; i < Products; i++)
        {
            // Each submission has its own photos, so that nothing is found from the batch before.
            feed.Append(System.Globalization.CultureInfo.InvariantCulture, $"p{i},Trail Mug {i},A steel mug with a lid. It holds {300 + i} ml.,Kestrel,Mugs,photos/{i}.png\n");
            media[$"photos/{i}.png"] = StudioPhoto.Draw(seed: i);
        }
        return local.Http.SubmitAsync("products.csv", Encoding.UTF8.GetBytes(feed.ToString()), key, media: media);
    }

    // Whether a result was found or made anew may differ after a crash; nothing else may.
    private static List<string> Essence(IReadOnlyList<ItemResult> items) =>
        [.. items.Select(item => JsonSerializer.Serialize(item with { Slots = [.. item.Slots.Select(slot => slot with { Production = slot.Production is null ? null : slot.Production with { FromCache = false } })] }, AigcJson.Default.ItemResult))];

    // The kill has to come at a moment of wall time: nothing can be awaited for it.
    private static Task WaitAsync(TimeSpan moment) => Task.Delay(moment, TimeProvider.System);
}
