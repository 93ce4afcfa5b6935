namespace Airbyte.Protocol;

/// <summary>Who can mend a failure.</summary>
public enum FailureType
{
    /// <summary><c>system_error</c>: a defect of the connector or an answer nobody expected.</summary>
    SystemError,

    /// <summary><c>config_error</c>: the user has to change something.</summary>
    ConfigError,

    /// <summary><c>transient_error</c>: trying again later may help.</summary>
    TransientError,
}
