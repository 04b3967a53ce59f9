using Aigc.Local.Commands;

return await AigcCommand.Create().Parse(args).InvokeAsync();
