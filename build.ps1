# The Windows twin of build.sh: the same verbs and switches. `./build.ps1 help` lists them.
param([string]$Verb = 'build', [Parameter(ValueFromRemainingArguments)][string[]]$Rest = @())
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_CLI_UI_LANGUAGE = 'en'; $env:DOTNET_NOLOGO = '1'; $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$version = '3.22.1' # node-llama-cpp, which packages llama.cpp v0.5.0
$duckdb = '1.5.6-r.1' # @duckdb/node-bindings, which packages DuckDB's library
$usage = @'
./build.ps1 [build|run|test|format|help] [--cpu|--cuda|--cuda12|--vulkan] [arguments]

  build    install llama.cpp, build, leave the launcher bin/persim.cmd (also without a verb)
  run      set up everything, check the machine and let a town of 32 live for some days; further arguments are those of `persim run town.small`
  test     set up everything and pass the tests that need no C compiler; --full, --device as in build.sh
  format   put every file into the house format
'@

function Fail($text) { [Console]::Error.WriteLine("build: $text"); exit 1 }
function Need($tool, $hint) { if (-not (Get-Command $tool -ErrorAction SilentlyContinue)) { Fail "$tool is missing: $hint" } }
function Check($what) { if ($LASTEXITCODE -ne 0) { Fail $what } }

if ($Verb.StartsWith('--')) { $Rest = @($Verb) + $Rest; $Verb = 'build' }
if ($Verb -notin 'build', 'run', 'test', 'format', 'help') { Fail "unknown verb '$Verb'; ./build.ps1 help lists what there is" }
$flavour = 'keep'; $full = $false; $device = $false; $more = @()
foreach ($word in $Rest) {
    switch ($word) {
        '--cpu' { $flavour = '' }
        '--cuda' { $flavour = '-cuda' }
        '--cuda12' { $flavour = '-cuda-ext' }
        '--vulkan' { $flavour = '-vulkan' }
        '--full' { $full = $true }
        '--device' { $device = $true }
        default { $more += $word }
    }
}
if ($Verb -ne 'run' -and $more.Count -gt 0) { Fail "unknown argument '$($more[0])'; ./build.ps1 help lists what there is" }
if ($Verb -ne 'test' -and ($full -or $device)) { Fail '--full and --device belong to the verb test' }

function Need-Sdk {
    Need dotnet 'install the .NET 10 SDK (https://dotnet.microsoft.com/download)'
    $sdks = @(dotnet --list-sdks)
    if (-not ($sdks -match '^10\.')) { Fail "the .NET 10 SDK is missing (found: $(($sdks | ForEach-Object { $_.Split(' ')[0] }) -join ' ')): install it from https://dotnet.microsoft.com/download" }
}

function Install-Runtime {
    if ($env:PERSIM_LLAMA_DIR) { Write-Output "build: llama.cpp: $env:PERSIM_LLAMA_DIR (PERSIM_LLAMA_DIR)"; return }
    $arch = if ([Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'Arm64') { 'arm64' } else { 'x64' }
    $system = if ($IsMacOS) { if ($arch -eq 'arm64') { 'mac-arm64-metal' } else { 'mac-x64' } } elseif ($IsLinux) { "linux-$arch" } else { "win-$arch" }
    $chosen = 'Native/runtimes/chosen'
    $package = if ($flavour -ne 'keep') { "$system$flavour" } elseif (Test-Path $chosen) { (Get-Content $chosen).Trim() } else { $system }
    $folder = "Native/runtimes/$package"
    $stamp = "$folder/node_modules/.persim-$version"
    if (-not (Test-Path $stamp)) {
        Need npm 'install Node.js 20 or later (https://nodejs.org), which fetches llama.cpp; or set PERSIM_LLAMA_DIR to a llama.cpp v0.5.0 build'
        Write-Output "build: installing llama.cpp v0.5.0 ($package)"
        New-Item -ItemType Directory -Force $folder | Out-Null
        if (Test-Path "$folder/package-lock.json") { npm ci --prefix $folder --ignore-scripts --no-audit --no-fund --loglevel=error | Out-Null }
        else { npm install --prefix $folder --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error "@node-llama-cpp/$package@$version" | Out-Null }
        Check "npm could not fetch @node-llama-cpp/$package ${version}: npm's own lines above say why; is the network there? If npm names a missing package or version, ./build.ps1 --cpu installs one that needs no device"
        New-Item -ItemType File -Force $stamp | Out-Null
    }
    Set-Content $chosen $package
}

# DuckDB, which writes Parquet and answers `persim query`
function Install-DuckDb {
    if ($env:PERSIM_DUCKDB_DIR) { Write-Output "build: DuckDB: $env:PERSIM_DUCKDB_DIR (PERSIM_DUCKDB_DIR)"; return }
    $arch = if ([Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'Arm64') { 'arm64' } else { 'x64' }
    $system = if ($IsMacOS) { "darwin-$arch" } elseif ($IsLinux) { "linux-$arch" } else { "win32-$arch" }
    $folder = "Native/runtimes/duckdb-$system"
    $stamp = "$folder/node_modules/.persim-$duckdb"
    if (Test-Path $stamp) { return }
    $without = 'build: note: without DuckDB everything works but persim export and persim query'
    if (-not (Get-Command npm -ErrorAction SilentlyContinue)) { [Console]::Error.WriteLine("$without; install Node.js 20 or later (https://nodejs.org), which fetches it"); return }
    Write-Output "build: installing DuckDB (duckdb-$system)"
    New-Item -ItemType Directory -Force $folder | Out-Null
    if (Test-Path "$folder/package-lock.json") { npm ci --prefix $folder --ignore-scripts --no-audit --no-fund --loglevel=error | Out-Null }
    else { npm install --prefix $folder --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error "@duckdb/node-bindings-$system@$duckdb" | Out-Null }
    if ($LASTEXITCODE -ne 0) { [Console]::Error.WriteLine("$without; npm's own lines above say why it could not fetch @duckdb/node-bindings-$system $duckdb"); return }
    New-Item -ItemType File -Force $stamp | Out-Null
}

function Invoke-Build {
    Need-Sdk
    Install-Runtime
    Install-DuckDb
    dotnet build Cli --configuration Release --verbosity quiet --nologo; Check 'the build failed; the lines above say where'
    New-Item -ItemType Directory -Force bin | Out-Null
    Set-Content bin/persim.cmd @'
@echo off
where dotnet >nul 2>nul || (echo persim: dotnet is missing: install the .NET 10 SDK or runtime ^(https://dotnet.microsoft.com/download^)>&2 & exit /b 1)
dotnet "%~dp0..\Cli\bin\Release\net10.0\persim.dll" %*
'@
}

switch ($Verb) {
    'help' { Write-Output $usage }
    'build' { Invoke-Build; Write-Output 'build: done: bin\persim --help' }
    'run' {
        Invoke-Build
        dotnet Cli/bin/Release/net10.0/persim.dll doctor; Check 'persim doctor found a fault'
        $mind = @()
        if (-not ($more | Where-Object { $_ -in '--model', '-m', '--mock', '--mock-model', '--remote' })) {
            if (Test-Path models/persim-nano.gguf) { # a day and one questionnaire of two items a trait
                $mind = '--ticks', '8', '--set', 'probes.items_per_trait=2', '--set', 'probes.conditions=[dosed]'
                foreach ($probe in 'behaviour', 'observer', 'stability', 'opinions', 'capability') { $mind += '--set', "probes.${probe}_every=0" }
            }
            else { Write-Output 'build: models/persim-nano.gguf is not here: the town lives by its own rules (--mock). With a model of yours: build.ps1 run --model FILE'; $mind = @('--mock') }
        }
        dotnet Cli/bin/Release/net10.0/persim.dll run town.small @mind @more; exit $LASTEXITCODE
    }
    'test' { # what compares with llama.cpp's sources needs bash, cc and git: ./build.sh test
        Invoke-Build
        $filter = if ($full -and $device) { 'TestCategory!=Material' } elseif ($full) { 'TestCategory!=Device&TestCategory!=Material' } elseif ($device) { 'TestCategory!=Full&TestCategory!=Material' } else { 'TestCategory!=Full&TestCategory!=Device&TestCategory!=Material' }
        dotnet test PersonaSim.sln --configuration Release --nologo --filter $filter; exit $LASTEXITCODE
    }
    'format' { Need-Sdk; dotnet format PersonaSim.sln; exit $LASTEXITCODE }
}
