namespace Aigc.Core.Costs;

/// <summary>What was spent and what is promised.</summary>
internal sealed record Account(decimal Settled, decimal Reserved)
{
    public static readonly Account Empty = new(0, 0);

    public decimal Total => Settled + Reserved;
}

/// <summary>The accounts that a hold is booked on. A month is that of the reservation, also where it is settled in the next one.</summary>
internal static class AccountKeys
{
    public const string Tenant = "account/total";

    public static string Month(DateTimeOffset at) => $"account/{at.UtcDateTime:yyyy-MM}";

    public static string Batch(string batchId) => $"batch/{batchId}";

    public static string BatchModel(string batchId, string model) => $"batchmodel/{batchId}/{model}";

    public static string Model(string model) => $"model/{model}/total";

    public static string ModelMonth(string model, DateTimeOffset at) => $"model/{model}/{at.UtcDateTime:yyyy-MM}";

    public static IReadOnlyList<string> Of(Hold hold, IEnumerable<string> models)
    {
        List<string> keys = [Tenant, Month(hold.At)];
        if (hold.BatchId is { } batch) keys.Add(Batch(batch));
        foreach (var model in models)
        {
            keys.AddRange([Model(model), ModelMonth(model, hold.At)]);
            if (hold.BatchId is { } of) keys.Add(BatchModel(of, model));
        }
        return keys;
    }
}
