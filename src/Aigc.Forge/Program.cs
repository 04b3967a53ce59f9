using System.CommandLine;
using Aigc.Forge.Upscaling;

var count = new Option<int>("--count") { Required = true };
var seed = new Option<int>("--seed") { Required = true };
var output = new Option<string>("--out") { Required = true };

var draw = new Command("draw-upscaling", "Draws pictures to train the enlarging networks on.") { count, seed, output };
draw.SetAction(line => DrawUpscalingSet.Run(line.GetValue(count), line.GetValue(seed), line.GetValue(output)!));

return new RootCommand("Makes the models that the image service ships with: draws, evaluates. Training is done by the scripts beside.") { draw }.Parse(args).Invoke();
