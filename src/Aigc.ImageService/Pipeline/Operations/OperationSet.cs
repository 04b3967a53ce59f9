namespace Aigc.ImageService.Pipeline.Operations;

/// <summary>Everything that the service can do; also its routes.</summary>
internal sealed class OperationSet(IEnumerable<IOperation> operations)
{
    private readonly Dictionary<string, IOperation> _byName = operations.ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _byName.Keys;

    public IOperation? Find(string? name) => name is null ? null : _byName.GetValueOrDefault(name);
}
