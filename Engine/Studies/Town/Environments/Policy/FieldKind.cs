namespace PersonaSim.Engine.Studies.Town.Environments.Policy;

/// <summary>What kind of thing a field of a sheet takes; the names are those of the table.</summary>
internal enum FieldKind
{
    Between,
    AtMost,
    Multiple,
    OneOf,
    Person,
    Place,
    YesNo,
    Words,
    After,
}
