namespace Aigc.Forge.Triage;

/// <summary>What is wrong with a drawn photo; the name of the reason that triage must give.</summary>
internal enum Fault { None, Blurred, TooSmall, LowContrast, Cropped, OffCentre, Cluttered, MultipleObjects, NoSubject, SubjectFillsFrame, TextSuspected, AlreadyWhite, NotSeparable, LogoSuspected }

internal static class Faults
{
    public static string Code(this Fault fault) => fault switch
    {
        Fault.Blurred => "blurred",
        Fault.TooSmall => "too-small",
        Fault.LowContrast => "low-contrast",
        Fault.Cropped => "cropped",
        Fault.OffCentre => "off-centre",
        Fault.Cluttered => "cluttered",
        Fault.MultipleObjects => "multiple-objects",
        Fault.NoSubject => "no-subject",
        Fault.SubjectFillsFrame => "subject-fills-frame",
        Fault.TextSuspected => "text-suspected",
        Fault.AlreadyWhite => "already-white",
        Fault.LogoSuspected => "logo-suspected",
        Fault.NotSeparable => "subject-not-separable",
        _ => "",
    };
}
