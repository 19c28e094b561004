namespace RootWatch.Detection.Requests;

/// <summary>One object of a request that may let somebody in: a policy's statement, or what a call says of principals.</summary>
internal sealed class Statement
{
    private LetsIn _named;
    private LetsIn _within;
    private bool _everybody;
    private bool? _allows;
    private bool _takesAway;
    private LetsIn? _bound;
    private (string Test, string Key)? _condition;
    private LetsIn? _alternatives;

    /// <summary>Whom it lets in, and what stands within it. Within a text only a statement with an effect means anything.</summary>
    public LetsIn Result(bool isInText)
    {
        EndCondition();
        if (_allows is false || _takesAway)
        {
            return LetsIn.Nobody;
        }

        if (isInText && _allows is null)
        {
            return _within;
        }

        var everybody = _everybody ? _bound ?? LetsIn.Everybody : LetsIn.Nobody;
        var named = _named == LetsIn.AnotherAccount && _bound == LetsIn.Organization ? LetsIn.Organization : _named;
        return Further(Further(everybody, named), _within);
    }

    public void Add(LetsIn who)
    {
        _everybody |= who == LetsIn.Everybody;
        _named = Further(_named, who == LetsIn.Everybody ? LetsIn.Nobody : who);
    }

    public void Contain(LetsIn who) => _within = Further(_within, who);

    public void SetEffect(string effect) => _allows = !effect.Equals("Deny", StringComparison.OrdinalIgnoreCase);

    public void TakeAway() => _takesAway = true;

    /// <summary>Every condition must hold, so the narrowest counts.</summary>
    public void Bind(LetsIn? who) => _bound = _bound is { } known && who is { } other ? (LetsIn)Math.Min((int)known, (int)other) : _bound ?? who;

    /// <summary>The values of one condition are alternatives, so the widest counts; they come one after the other.</summary>
    public void Bind(string test, string key, LetsIn? who)
    {
        if (_condition == (test, key))
        {
            _alternatives = _alternatives is { } known && who is { } other ? Further(known, other) : null;
            return;
        }

        EndCondition();
        _condition = (test, key);
        _alternatives = who;
    }

    private static LetsIn Further(LetsIn one, LetsIn other) => (LetsIn)Math.Max((int)one, (int)other);

    private void EndCondition()
    {
        if (_condition is not null)
        {
            Bind(_alternatives);
            _condition = null;
        }
    }
}
