using Aigc.ImageService;

var builder = WebApplication.CreateBuilder(args);
builder.AddImageService();
var app = builder.Build();
app.MapImageService();
app.Run();
