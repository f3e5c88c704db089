# The Windows twin of build.sh: the same verbs and switches. `./build.ps1 help` lists them.
param([string]$Verb = 'build', [Parameter(ValueFromRemainingArguments)][string[]]$Rest = @())
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_CLI_UI_LANGUAGE = 'en'; $env:DOTNET_NOLOGO = '1'; $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$version = '3.22.1' # node-llama-cpp, which packages llama.cpp v0.5.0

if ($Verb.StartsWith('--')) { $Rest = @($Verb) + $Rest; $Verb = 'build' }
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

function Fail($text) { [Console]::Error.WriteLine("build: $text"); exit 1 }
function Need($tool, $hint) { if (-not (Get-Command $tool -ErrorAction SilentlyContinue)) { Fail "$tool is missing: $hint" } }
function Check($what) { if ($LASTEXITCODE -ne 0) { Fail $what } }

function Install-Runtime {
    if ($env:PERSIM_LLAMA_DIR) { return }
    $arch = if ([Runtime.InteropServices.RuntimeInformation]::OSArchitecture -eq 'Arm64') { 'arm64' } else { 'x64' }
    $system = if ($IsMacOS) { if ($arch -eq 'arm64') { 'mac-arm64-metal' } else { 'mac-x64' } } elseif ($IsLinux) { "linux-$arch" } else { "win-$arch" }
    $chosen = 'Native/runtimes/chosen'
    $package = if ($flavour -ne 'keep') { "$system$flavour" } elseif (Test-Path $chosen) { (Get-Content $chosen).Trim() } else { $system }
    $folder = "Native/runtimes/$package"
    $stamp = "$folder/node_modules/.persim-$version"
    if (-not (Test-Path $stamp)) {
        Write-Output "build: installing llama.cpp v0.5.0 ($package)"
        New-Item -ItemType Directory -Force $folder | Out-Null
        if (Test-Path "$folder/package-lock.json") { npm ci --prefix $folder --ignore-scripts --no-audit --no-fund --loglevel=error | Out-Null }
        else { npm install --prefix $folder --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error "@node-llama-cpp/$package@$version" | Out-Null }
        Check "there is no package @node-llama-cpp/$package $version"
        New-Item -ItemType File -Force $stamp | Out-Null
    }
    Set-Content $chosen $package
}

function Invoke-Build {
    Need dotnet 'install the .NET 10 SDK (https://dotnet.microsoft.com/download)'
    Need npm 'install Node.js 20 or later (https://nodejs.org)'
    Install-Runtime
    dotnet build Cli --configuration Release --verbosity quiet --nologo; Check 'the build failed; the lines above say where'
    New-Item -ItemType Directory -Force bin | Out-Null
    Set-Content bin/persim.cmd "@dotnet ""%~dp0..\Cli\bin\Release\net10.0\persim.dll"" %*"
}

switch ($Verb) {
    'build' { Invoke-Build }
    'run' {
        Invoke-Build
        dotnet Cli/bin/Release/net10.0/persim.dll doctor; Check 'persim doctor found a fault'
        dotnet Cli/bin/Release/net10.0/persim.dll demo @more; exit $LASTEXITCODE
    }
    'test' { # what compares with llama.cpp's sources needs bash, cc and git: ./build.sh test
        Invoke-Build
        $filter = if ($full -and $device) { 'TestCategory!=Material' } elseif ($full) { 'TestCategory!=Device&TestCategory!=Material' } elseif ($device) { 'TestCategory!=Full&TestCategory!=Material' } else { 'TestCategory!=Full&TestCategory!=Device&TestCategory!=Material' }
        dotnet test PersonaSim.sln --configuration Release --nologo --filter $filter; exit $LASTEXITCODE
    }
    'format' { dotnet format PersonaSim.sln; exit $LASTEXITCODE }
    default { Write-Output './build.ps1 [build|run|test|format|help] [--cpu|--cuda|--cuda12|--vulkan] [--full] [--device]; see build.sh' }
}
