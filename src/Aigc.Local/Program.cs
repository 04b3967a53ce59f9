using Aigc.Local.Commands;

var command = AigcCommand.Create().Parse(args);
var code = await command.InvokeAsync();
return command.Errors.Count > 0 ? ExitCodes.NotUsable : code;
