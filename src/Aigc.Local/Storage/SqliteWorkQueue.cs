using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aigc.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Aigc.Local.Storage;

/// <summary>Queues in SQLite, with the clock of the host.</summary>
internal sealed class SqliteWorkQueue(LocalDatabase database, TimeProvider time) : IWorkQueue
{
    private const int MostBody = 48 * 1024;

    public Task SendAsync(string queue, string body, TimeSpan? delay = null, CancellationToken cancellationToken = default)
    {
        if (Encoding.UTF8.GetByteCount(body) > MostBody) throw new ArgumentException($"A message is at most {MostBody} bytes.", nameof(body));
        var now = Now;
        return database.WriteAsync(write => write.Execute("INSERT INTO messages (queue, body, inserted, visible, receipt, tries) VALUES ($1, $2, $3, $4, '', 0)", queue, body, now, now + (delay ?? TimeSpan.Zero).Ticks), cancellationToken: cancellationToken);
    }

    public Task<IReadOnlyList<QueueMessage>> ReceiveAsync(string queue, int max, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, 32);
        // Most looks find nothing: look without taking the writer's turn first.
        var waiting = database.Read(read => read.Query(row => row.GetInt64(0), "SELECT 1 FROM messages WHERE queue = $1 AND visible <= $2 LIMIT 1", queue, Now));
        return waiting.Count == 0 ? Task.FromResult<IReadOnlyList<QueueMessage>>([]) : database.WriteAsync(write => Take(write, queue, max, visibility), cancellationToken: cancellationToken);
    }

    public Task<bool> DeleteAsync(string queue, QueueMessage message, CancellationToken cancellationToken = default) =>
        database.WriteAsync(write => write.Execute("DELETE FROM messages WHERE id = $1 AND queue = $2 AND receipt = $3", IdOf(message), queue, message.Receipt) > 0, cancellationToken: cancellationToken);

    public Task<QueueMessage?> RenewAsync(string queue, QueueMessage message, TimeSpan visibility, CancellationToken cancellationToken = default)
    {
        var receipt = NewReceipt();
        return database.WriteAsync(write => write.Execute("UPDATE messages SET visible = $1, receipt = $2 WHERE id = $3 AND queue = $4 AND receipt = $5", Now + visibility.Ticks, receipt, IdOf(message), queue, message.Receipt) > 0
            ? message with { Receipt = receipt } : null, cancellationToken: cancellationToken);
    }

    public Task<long> CountAsync(string queue, CancellationToken cancellationToken = default) =>
        Task.FromResult(database.Read(read => read.Query(row => row.GetInt64(0), "SELECT count(*) FROM messages WHERE queue = $1", queue)[0]));

    private long Now => time.GetUtcNow().UtcTicks;

    private IReadOnlyList<QueueMessage> Take(LocalWriter write, string queue, int max, TimeSpan visibility)
    {
        var now = Now;
        write.Execute("UPDATE messages SET queue = $1, visible = $2, receipt = '', tries = 0 WHERE queue = $3 AND visible <= $2 AND tries >= $4", IWorkQueue.PoisonOf(queue), now, queue, IWorkQueue.MaxDequeueCount);
        var ids = write.Query(row => row.GetInt64(0), "SELECT id FROM messages WHERE queue = $1 AND visible <= $2 ORDER BY visible, id LIMIT $3", queue, now, max);
        return [.. ids.Select(id => write.Query(Message, "UPDATE messages SET visible = $1, receipt = $2, tries = tries + 1 WHERE id = $3 RETURNING id, receipt, body, tries, inserted", now + visibility.Ticks, NewReceipt(), id)[0])];
    }

    private static string NewReceipt() => RandomNumberGenerator.GetHexString(16, lowercase: true);

    private static long IdOf(QueueMessage message) => long.Parse(message.Id, CultureInfo.InvariantCulture);

    private static QueueMessage Message(SqliteDataReader row) =>
        new(row.GetInt64(0).ToString(CultureInfo.InvariantCulture), row.GetString(1), row.GetString(2), row.GetInt32(3), new(row.GetInt64(4), TimeSpan.Zero));
}
