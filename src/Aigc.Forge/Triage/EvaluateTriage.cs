using Aigc.ImageService.Decoding;
using Aigc.ImageService.Triage;
using Aigc.ImageService.Vision;

namespace Aigc.Forge.Triage;

/// <summary>How well triage finds the one fault of each drawn photo.</summary>
internal static class EvaluateTriage
{
    /// <summary>Precision and recall of each reason over <paramref name="each"/> photos of each fault, and as many without any.</summary>
    public static IReadOnlyList<ReasonScore> Score(int each, int seed, CutoutNetwork? network)
    {
        var faults = Enum.GetValues<Fault>();
        var photos = faults.SelectMany(fault => Enumerable.Range(0, each).Select(i => (Fault: fault, Index: i))).AsParallel().AsOrdered()
            .Select(photo => (photo.Fault, Codes: CodesOf(FaultyPhoto.Draw(SeedOf(seed, photo.Fault, photo.Index), photo.Fault), network))).ToList();
        return [.. faults.Where(fault => fault != Fault.None).Select(fault => Of(fault, photos))];
    }

    public static void Print(int each, int seed, CutoutNetwork? network)
    {
        foreach (var score in Score(each, seed, network)) Console.WriteLine(FormattableString.Invariant($"{score.Code,-20} precision {score.Precision:0.000}, recall {score.Recall:0.000}{(score.FalseAlarmsOn.Length > 0 ? "; also said of: " + score.FalseAlarmsOn : "")}{(score.MissedAs.Length > 0 ? "; missed as: " + score.MissedAs : "")}"));
    }

    /// <summary>Writes each photo under its fault, with what triage said of it.</summary>
    public static void Write(int each, int seed, string folder, CutoutNetwork? network)
    {
        Directory.CreateDirectory(folder);
        foreach (var fault in Enum.GetValues<Fault>())
            for (var i = 0; i < each; i++)
            {
                var photo = FaultyPhoto.Draw(SeedOf(seed, fault, i), fault);
                File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{fault}-{i:00}-{string.Join('+', CodesOf(photo, network))}.jpg")), photo);
            }
    }

    private static int SeedOf(int seed, Fault fault, int i) => seed + ((int)fault * 100_000) + i;

    private static ReasonScore Of(Fault fault, List<(Fault Fault, IReadOnlyList<string> Codes)> photos)
    {
        var code = fault.Code();
        var said = photos.Where(photo => photo.Codes.Contains(code)).ToList();
        var right = said.Count(photo => photo.Fault == fault);
        var wrong = said.Where(photo => photo.Fault != fault).GroupBy(photo => photo.Fault).Select(group => $"{(group.Key == Fault.None ? "clean" : group.Key.Code())} {group.Count()}");
        var missed = photos.Where(photo => photo.Fault == fault && !photo.Codes.Contains(code)).Select(photo => photo.Codes.Count == 0 ? "clean" : string.Join('+', photo.Codes));
        return new(code, said.Count == 0 ? 1 : (double)right / said.Count, (double)right / photos.Count(photo => photo.Fault == fault), string.Join(", ", wrong), string.Join(", ", missed));
    }

    private static IReadOnlyList<string> CodesOf(byte[] image, CutoutNetwork? network)
    {
        var photo = ImageDecoder.Decode(image);
        return [.. TriageJudge.Judge(photo, SubjectFinder.Find(photo, network), Thresholds.Shipped).Reasons.Select(reason => reason.Code)];
    }
}

/// <param name="FalseAlarmsOn">Faults of the photos that it was wrongly said of, with their number.</param>
/// <param name="MissedAs">What was said instead.</param>
internal sealed record ReasonScore(string Code, double Precision, double Recall, string FalseAlarmsOn, string MissedAs);
