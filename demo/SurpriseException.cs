namespace Demo;

/// <summary>A step of the walk-through did not go as it should.</summary>
internal sealed class SurpriseException(string message) : Exception(message)
{
    /// <summary>Goes on only when this is so.</summary>
    /// <param name="isSo">What should be so.</param>
    /// <param name="otherwise">What is the case otherwise, as a sentence.</param>
    public static void Unless(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new SurpriseException(otherwise);
        }
    }
}
