namespace Aigc.Core.Tenants;

/// <summary>What a key may do. An admin may do everything in its tenant.</summary>
public enum Role { Viewer, Operator, Reviewer, Admin }

/// <summary>Who is calling.</summary>
/// <param name="Name">Name of the key: recorded with what it decides.</param>
public sealed record Caller(string Tenant, string Name, IReadOnlySet<Role> Roles)
{
    /// <summary>Everybody with a key may look; an admin may do what others may.</summary>
    public bool Has(Role role) => role == Role.Viewer || Roles.Contains(role) || Roles.Contains(Role.Admin);
}
