namespace Facebook.Graph;

/// <summary>Lets so many through at a time, in the order in which they came.</summary>
internal sealed class Turnstile : IDisposable
{
    private readonly SemaphoreSlim? _places;

    /// <summary>A turnstile for so many; null for any number.</summary>
    internal Turnstile(int? most) => _places = most is { } places ? new SemaphoreSlim(places) : null;

    /// <summary>Waits for a place. It is free again when it is disposed, once or more.</summary>
    internal async ValueTask<Place> EnterAsync(CancellationToken cancellationToken)
    {
        if (_places is not null)
        {
            await _places.WaitAsync(cancellationToken);
        }

        return new Place(_places);
    }

    /// <inheritdoc/>
    public void Dispose() => _places?.Dispose();

    /// <summary>A place that is taken.</summary>
    internal sealed class Place(SemaphoreSlim? places) : IDisposable
    {
        private SemaphoreSlim? _places = places;

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Exchange(ref _places, null)?.Release();
    }
}
