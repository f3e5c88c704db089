using System.Data.Common;
using PersonaSim.Engine.Runs.Stores.Databases;
using PersonaSim.Engine.Runs.Stores.Formats;

namespace PersonaSim.Engine.Runs.Stores.Tables;

/// <summary>Writes facts with one command that stays prepared: every page has some, and in a small society preparing them would cost as much as the page.</summary>
internal sealed class FactWriter : IDisposable
{
    private readonly DbCommand _command;
    private readonly DbParameter _name;
    private readonly DbParameter _value;

    public FactWriter(IStoreDatabase database)
    {
        _command = database.Connection.CreateCommand();
        _command.CommandText = "insert into facts (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value";
        (_name, _value) = (Parameter("@name"), Parameter("@value"));
        _command.Prepare();
    }

    public void Write(IReadOnlyDictionary<string, string> facts)
    {
        foreach (var (name, value) in facts)
        {
            (_name.Value, _value.Value) = (StoredText.Encode(name), StoredText.Encode(value));
            _command.ExecuteNonQuery();
        }
    }

    public void Dispose() => _command.Dispose();

    private DbParameter Parameter(string name)
    {
        var parameter = _command.CreateParameter();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, System.Data.DbType.String, "");
        _command.Parameters.Add(parameter);
        return parameter;
    }
}
