namespace Deploy.Tests.Policies;

/// <summary>A call of an AWS service, as IAM sees it.</summary>
/// <param name="Action">The action, such as <c>s3:GetObject</c>.</param>
/// <param name="Resource">The ARN that it is about, or <c>*</c> where the action knows none.</param>
internal sealed record Call(string Action, string Resource)
{
    /// <summary>The condition keys of the request.</summary>
    public IReadOnlyDictionary<string, string> Context { get; private init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The call with a condition key.</summary>
    public Call With(string key, string value) => this with { Context = new Dictionary<string, string>(Context, StringComparer.Ordinal) { [key] = value } };
}
