using Aigc.ImageService.Serving;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Aigc.ImageService.Tests.Serving;

public sealed class JobBookTests
{
    private const int Caller = 1;
    private const int Other = 2;
    private readonly FakeTimeProvider _time = new();
    private readonly JobBook _book;

    public JobBookTests() => _book = new(Options.Create(new ServingOptions { KeepMinutes = 10, KeepMegabytes = 16 }), _time);

    [Fact]
    public void A_key_stands_for_one_job_until_its_time_is_over()
    {
        var (job, isNew) = _book.Open(Caller, "key", "print", 1);
        Finish(job, bytes: 1);

        Assert.True(isNew);
        Assert.Equal((job, false), _book.Open(Caller, "key", "print", 1));

        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.True(_book.Open(Caller, "key", "print", 1).IsNew);
        Assert.Null(_book.Find(Caller, job.Id));
    }

    [Fact]
    public void A_cancelled_job_does_not_stand_in_the_way_of_its_key()
    {
        var (job, _) = _book.Open(Caller, "key", "print", 1);
        job.Failed(ImageProblems.Cancelled);
        _book.Close(job);

        Assert.True(_book.Open(Caller, "key", "print", 1).IsNew);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_failure_that_may_be_tried_again_frees_its_key_and_a_final_one_is_told_again(bool retryable)
    {
        var (job, _) = _book.Open(Caller, "key", "print", 1);
        job.Failed(new("some-problem", "It failed.", 502, retryable));
        _book.Close(job);

        var (next, isNew) = _book.Open(Caller, "key", "print", 1);

        Assert.Equal((retryable, !retryable), (isNew, next == job));
        Assert.Same(job, _book.Find(Caller, job.Id));
    }

    [Fact]
    public void The_end_of_a_failed_job_does_not_end_the_one_that_took_its_key_over()
    {
        var (failed, _) = _book.Open(Caller, "key", "print", 1);
        failed.Failed(ImageProblems.Internal);
        _book.Close(failed);
        var (next, _) = _book.Open(Caller, "key", "print", 1);

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Null(_book.Find(Caller, failed.Id));
        Assert.Equal((next, false), _book.Open(Caller, "key", "print", 1));
    }

    [Fact]
    public void A_job_without_a_key_can_be_asked_for_once_it_is_published()
    {
        var (job, _) = _book.Open(Caller, null, "print", 1);

        Assert.Null(_book.Find(Caller, job.Id));
        _book.Publish(job);
        Assert.Same(job, _book.Find(Caller, job.Id));
    }

    [Fact]
    public void The_oldest_results_go_where_there_are_too_many_bytes()
    {
        var jobs = Enumerable.Range(0, 5).Select(i => _book.Open(Caller, $"key {i}", "print", 1).Job).ToList();
        foreach (var job in jobs) Finish(job, bytes: 4 * 1024 * 1024);

        Assert.Null(_book.Find(Caller, jobs[0].Id));
        Assert.All(jobs.Skip(1), job => Assert.Same(job, _book.Find(Caller, job.Id)));
    }

    [Fact]
    public void The_same_key_of_another_caller_is_another_job_and_neither_sees_that_of_the_other()
    {
        var ours = _book.Open(Caller, "key", "print", 1).Job;
        var (theirs, isNew) = _book.Open(Other, "key", "another print", 1);

        Assert.True(isNew);
        Assert.Equal((ours, false), _book.Open(Caller, "key", "print", 1));
        Assert.Null(_book.Find(Caller, theirs.Id));
        Assert.Same(theirs, _book.Find(Other, theirs.Id));
    }

    [Fact]
    public void A_job_at_work_never_goes()
    {
        var (job, _) = _book.Open(Caller, "key", "print", 1);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Same(job, _book.Find(Caller, job.Id));
    }

    private void Finish(Job job, int bytes)
    {
        job.Succeeded(new(null, [new("a", "test", new byte[bytes], "image/png", 1, 1)], 0, new(0, 0, 0)));
        _book.Close(job);
    }
}
