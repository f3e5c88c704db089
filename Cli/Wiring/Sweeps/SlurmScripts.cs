using System.Globalization;
using PersonaSim.Native;

namespace PersonaSim.Cli.Wiring.Sweeps;

/// <summary>A sweep as a Slurm array, a task for each run, and a job that collects when all tasks have ended.</summary>
internal static class SlurmScripts
{
    public const string Submit = "submit.sh";

    /// <param name="lines">Further <c>#SBATCH</c> lines of the array, e.g. <c>--gres=gpu:1</c>.</param>
    /// <param name="most">Most tasks at once; null: as many as Slurm gives.</param>
    public static void Write(SweepFolder sweep, IReadOnlyList<string> lines, int? most)
    {
        var program = string.Join(' ', SweepChildren.Program().Select(Quoted));
        var (logs, home) = (Path.Combine(sweep.Path, "slurm"), $"export {Folders.Variable}={Quoted(Folders.Root)}");
        if (sweep.Path.AsSpan().ContainsAny('%', '\n')) throw new InputException($"{sweep.Path} holds a character that Slurm reads as something else: take another folder.");
        Directory.CreateDirectory(logs);
        File.WriteAllText(Path.Combine(sweep.Path, "array.sbatch"), string.Create(CultureInfo.InvariantCulture, $"""
            #!/usr/bin/env bash
            # a task for each run of the sweep; a task that is started again goes on where its run stopped
            #SBATCH --job-name=persim-sweep
            #SBATCH --array=1-{sweep.Plan.Cells.Count}{(most is { } n ? $"%{n}" : "")}
            #SBATCH --output={logs}/%a.log
            {string.Concat(lines.Select(l => $"#SBATCH {l}\n"))}{home}
            exec {program} sweep {Quoted(sweep.Path)} --cell "$SLURM_ARRAY_TASK_ID"

            """));
        File.WriteAllText(Path.Combine(sweep.Path, "collect.sbatch"), $"""
            #!/usr/bin/env bash
            # runs when all tasks have ended, also those that failed: the table says which
            #SBATCH --job-name=persim-collect
            #SBATCH --output={logs}/collect.log
            {home}
            exec {program} sweep {Quoted(sweep.Path)} --collect

            """);
        var submit = Path.Combine(sweep.Path, Submit);
        File.WriteAllText(submit, """
            #!/usr/bin/env bash
            # submits the array and the job that collects behind it
            set -euo pipefail
            cd "$(dirname "$0")"
            array=$(sbatch --parsable array.sbatch)
            collect=$(sbatch --parsable --dependency="afterany:$array" collect.sbatch)
            echo "array $array, collecting job $collect; the table will be in $PWD/cells.csv"

            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(submit, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
