using System.CommandLine;
using Aigc.Forge.Cutout;
using Aigc.Forge.Triage;
using Aigc.Forge.Upscaling;
using Aigc.ImageService.Models;
using Aigc.ImageService.Vision;

var count = new Option<int>("--count") { Required = true };
var seed = new Option<int>("--seed") { Required = true };
var output = new Option<string>("--out") { Required = true };
var models = new Option<string>("--models") { Description = "Folder of models; default: those that ship.", DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "models") };
var photos = new Option<string?>("--photos") { Description = "Folder of photos to measure on as well." };

var draw = new Command("draw-upscaling", "Draws pictures to train the enlarging networks on.") { count, seed, output };
draw.SetAction(line => DrawUpscalingSet.Run(line.GetValue(count), line.GetValue(seed), line.GetValue(output)!));

var evaluate = new Command("evaluate-upscaling", "Measures the enlarging networks beside Lanczos.") { count, models, photos };
evaluate.SetAction(line =>
{
    using var library = new ModelLibrary([line.GetValue(models)!]);
    EvaluateUpscaling.Run(library, line.GetValue(count), line.GetValue(photos));
});

var triage = new Command("evaluate-triage", "Measures precision and recall of each triage reason on drawn photos.") { count, seed, models };
triage.SetAction(line =>
{
    using var library = new ModelLibrary([line.GetValue(models)!]);
    EvaluateTriage.Print(line.GetValue(count), line.GetValue(seed), CutoutNetwork.In(library));
});

var dump = new Command("draw-triage", "Writes the golden photos of triage to look at.") { count, seed, output, models };
dump.SetAction(line =>
{
    using var library = new ModelLibrary([line.GetValue(models)!]);
    EvaluateTriage.Write(line.GetValue(count), line.GetValue(seed), line.GetValue(output)!, CutoutNetwork.In(library));
});

var kind = new Option<StudioKind>("--kind") { Description = "What makes the photos hard.", DefaultValueFactory = _ => StudioKind.Usual };
var drawCutout = new Command("draw-cutout", "Draws studio photos with their true outlines to train the cut-out network on.") { count, seed, output, kind };
drawCutout.SetAction(line => DrawCutoutSet.Run(line.GetValue(count), line.GetValue(seed), line.GetValue(output)!, line.GetValue(kind)));

var evaluateCutout = new Command("evaluate-cutout", "Measures cut-outs with and without the network on drawn photos.") { count, seed, models, kind };
evaluateCutout.SetAction(line =>
{
    using var library = new ModelLibrary([line.GetValue(models)!]);
    EvaluateCutout.Run(library, line.GetValue(count), line.GetValue(seed), line.GetValue(kind));
});

return new RootCommand("Makes the models that the image service ships with: draws and evaluates. Training is done by the scripts beside.") { draw, drawCutout, evaluate, evaluateCutout, dump, triage }.Parse(args).Invoke();
