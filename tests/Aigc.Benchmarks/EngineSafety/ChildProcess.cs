using System.Diagnostics;

namespace Aigc.Benchmarks.EngineSafety;

/// <summary>This program again, as a process of its own that can be killed. It says on its output what it has acknowledged.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>What a child says when it begins with the work that it is there for.</summary>
    public const string AtWork = "at work";

    private readonly Process _process;
    private readonly TaskCompletionSource _atWork = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChildProcess(IEnumerable<string> arguments, Action<string> said)
    {
        var start = ThisProgram.With(["engine-safety", .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var errors = new List<string>();
        _process.ErrorDataReceived += (_, line) => { if (line.Data is { } text) lock (errors) errors.Add(text); };
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _ready.TrySetException(new InvalidOperationException($"The child ended before it was ready: {string.Join('\n', errors)}"));
                _closed.TrySetResult();
            }
            else if (line.Data.StartsWith("ready ", StringComparison.Ordinal)) _ready.TrySetResult(line.Data[6..]);
            else if (line.Data == AtWork) _atWork.TrySetResult();
            else said(line.Data);
        };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it says after the word "ready".</summary>
    public Task<string> ReadyAsync() => _ready.Task.WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Returns when it is at work, or has ended.</summary>
    public Task AtWorkAsync() => Task.WhenAny(_atWork.Task, _closed.Task);

    /// <summary>Waits for its end as long as the time given; false where it still runs.</summary>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        await Task.WhenAny(_closed.Task, Task.Delay(time, TimeProvider.System));
        if (!_closed.Task.IsCompleted) return false;
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? true : throw new InvalidOperationException($"The child failed with exit code {_process.ExitCode}.");
    }

    /// <summary>kill -9; returns when all it has said is read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _closed.Task;
    }

    public void Dispose() => _process.Dispose();
}
