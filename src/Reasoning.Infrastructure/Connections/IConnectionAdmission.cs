namespace Reasoning.Infrastructure.Connections;

/// <summary>Lets a connection in before its upgrade, while there is still a status to refuse it with.</summary>
public interface IConnectionAdmission
{
    /// <returns><see langword="false"/> when the server has as many connections as it may; else <see cref="Leave"/> follows.</returns>
    bool TryAdmit();

    void Leave();
}
