using Aigc.Azure.Storage;
using Aigc.Core.Storage;
using Aigc.Core.Tests.Storage;
using Aigc.Local.Storage;
using Aigc.Testing.Storage;

namespace Aigc.Core.Tests.Costs;

public sealed class InMemoryLedgerTests : LedgerContract
{
    protected override IRecordStore Records { get; } = new InMemoryRecordStore();
}

public sealed class SqliteLedgerTests : LedgerContract, IDisposable
{
    private readonly LocalFolder _folder = new();

    protected override IRecordStore Records => new SqliteRecordStore(_folder.Database);

    public void Dispose() => _folder.Dispose();
}

[Collection(Azurite.Collection)]
public sealed class AzureLedgerTests(Azurite azurite) : LedgerContract
{
    protected override IRecordStore Records { get; } = AzureStorageServices.Records(new() { ConnectionString = azurite.ConnectionString });
}
