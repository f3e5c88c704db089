#!/usr/bin/env bash
# PersonaSim: set-up, build, run and test. `./build.sh help` lists the verbs.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
version=3.22.1 # node-llama-cpp, which packages llama.cpp v0.5.0
duckdb=1.5.6-r.1 # @duckdb/node-bindings, which packages libduckdb

usage() {
    cat <<'TEXT'
./build.sh [VERB] [--cpu|--cuda|--cuda12|--vulkan] [arguments]

  (none)   install llama.cpp, build, leave the launcher bin/persim
  run      set up everything, check the machine and let a town of 32 live for some days; further arguments are
           those of `persim run town.small`, such as --live or --model my.gguf (bin/persim run --help lists them)
  test     set up everything and pass every test; --full adds the long suites, --device those that need a GPU
  format   put every file into the house format
  help     this text

  --cuda, --cuda12, --vulkan, --cpu   which llama.cpp to install; the last choice is kept
TEXT
}

fail() { echo "build: $*" >&2; exit 1; }
say() { echo "build: $*"; }

verb=build
case "${1:-}" in run | test | format | help) verb=$1; shift ;; -h | --help) verb=help; shift ;; esac
flavour=keep full=no device=no tests_only= rest=()
for word in "$@"; do
    case "$word" in
        --cpu) flavour= ;;
        --cuda) flavour=-cuda ;;
        --cuda12) flavour=-cuda-ext ;;
        --vulkan) flavour=-vulkan ;;
        --full) full=yes; tests_only=$word ;;
        --device) device=yes; tests_only=$word ;;
        *) rest+=("$word") ;;
    esac
done
[ "$verb" = run ] || [ ${#rest[@]} -eq 0 ] || fail "unknown argument '${rest[0]}'; ./build.sh help lists what there is"
[ "$verb" = test ] || [ -z "$tests_only" ] || fail "$tests_only belongs to the verb test: ./build.sh test $tests_only"

need_tools() {
    command -v dotnet >/dev/null || fail "dotnet is missing: install the .NET 10 SDK (https://dotnet.microsoft.com/download)"
    dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is missing (found: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')): install it from https://dotnet.microsoft.com/download"
}

# only where something is to be fetched: a build of llama.cpp of one's own needs no npm
need_npm() {
    command -v npm >/dev/null || fail "npm is missing: install Node.js 20 or later (https://nodejs.org), which fetches $1${2:-}"
}

system() {
    local os arch
    case "$(uname -s)" in Linux) os=linux ;; Darwin) os=mac ;; MINGW* | MSYS*) os=win ;; *) fail "no llama.cpp package for $(uname -s); set PERSIM_LLAMA_DIR to a v0.5.0 build" ;; esac
    case "$(uname -m)" in x86_64 | amd64) arch=x64 ;; aarch64 | arm64) arch=arm64 ;; *) fail "no llama.cpp package for $(uname -m); set PERSIM_LLAMA_DIR to a v0.5.0 build" ;; esac
    [ "$os-$arch" = mac-arm64 ] && echo mac-arm64-metal || echo "$os-$arch"
}

# a native library from npm, into FOLDER; nothing to do when the locked version lies there
from_npm() { # FOLDER PACKAGE VERSION WHAT INSTEAD HINT
    local stamp=$1/node_modules/.persim-$3
    [ ! -f "$stamp" ] || return 0
    need_npm "$4" "$5"
    say "installing $4 (${1##*/})"
    local hint="is the network there?$6"
    if [ -f "$1/package-lock.json" ]; then
        npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null ||
            fail "npm could not fetch $2 $3: npm's own lines above say why; $hint"
    else # a sibling that the lock files do not know yet: npm still checks the registry's own hash
        mkdir -p "$1"
        npm install --prefix "$1" --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error "$2@$3" >/dev/null ||
            fail "npm could not fetch $2 $3: npm's own lines above say why; $hint"
    fi
    touch "$stamp"
}

# DuckDB, which writes Parquet and answers `persim query`
duckdb_runtime() {
    [ -z "${PERSIM_DUCKDB_DIR:-}" ] || { say "DuckDB: $PERSIM_DUCKDB_DIR (PERSIM_DUCKDB_DIR)"; return; }
    local os arch
    case "$(uname -s)" in Linux) os=linux ;; Darwin) os=darwin ;; *) os=win32 ;; esac
    case "$(uname -m)" in aarch64 | arm64) arch=arm64 ;; *) arch=x64 ;; esac
    from_npm "Native/runtimes/duckdb-$os-$arch" "@duckdb/node-bindings-$os-$arch" "$duckdb" "DuckDB" "; or set PERSIM_DUCKDB_DIR to a folder with DuckDB's library" ""
}

# llama.cpp from npm, into Native/runtimes/<package>
native_runtime() {
    [ -z "${PERSIM_LLAMA_DIR:-}" ] || { say "llama.cpp: $PERSIM_LLAMA_DIR (PERSIM_LLAMA_DIR)"; return; }
    local chosen=Native/runtimes/chosen package
    if [ "$flavour" != keep ]; then package=$(system)$flavour
    elif [ -f "$chosen" ]; then package=$(cat "$chosen")
    else package=$(system); fi
    from_npm "Native/runtimes/$package" "@node-llama-cpp/$package" "$version" "llama.cpp v0.5.0" "; or set PERSIM_LLAMA_DIR to a llama.cpp v0.5.0 build" \
        "; if npm names a missing package or version, ./build.sh --cpu installs one that needs no device"
    echo "$package" >"$chosen"
}

build() {
    need_tools
    native_runtime
    # only export and query need it, and they say so
    (duckdb_runtime) || echo "build: note: without DuckDB everything works but persim export and persim query" >&2
    dotnet build Cli --configuration Release --verbosity quiet --nologo -p:WarningLevel=0 ||
        fail "the build failed; the lines above say where"
    mkdir -p bin
    cat >bin/persim <<'LAUNCHER'
#!/usr/bin/env bash
# made by build.sh: works from any folder
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
program=$here/Cli/bin/Release/net10.0/persim.dll
command -v dotnet >/dev/null || { echo "persim: dotnet is missing: install the .NET 10 SDK or runtime (https://dotnet.microsoft.com/download)" >&2; exit 1; }
[ -f "$program" ] || { echo "persim: $program is missing: run ./build.sh" >&2; exit 1; }
exec dotnet "$program" "$@"
LAUNCHER
    chmod +x bin/persim
}

# from Debian's packages, where we may install them; whoever needs it looks whether it is there
install_package() {
    command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] || return 0
    say "installing $1 for the tests"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null || true
}

# a tool that only the tests need
need_package() {
    command -v "$1" >/dev/null && return
    install_package "$2"
    command -v "$1" >/dev/null || fail "the tests need '$1': install the package $2"
}

# the server that the tests of the shared store start for themselves; Debian keeps its programs off the path
has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
need_postgres() {
    has_postgres && return
    install_package postgresql
    has_postgres || fail "the full tests need a PostgreSQL server: install the package postgresql"
}

# the cluster of one node that a test of sweeps starts for itself
has_slurm() { PATH=$PATH:/usr/sbin command -v slurmctld >/dev/null && PATH=$PATH:/usr/sbin command -v munged >/dev/null; }
need_slurm() {
    [ "$(uname -s)" = Linux ] || return 0
    has_slurm || { install_package slurm-wlm; install_package munge; }
    has_slurm || fail "the full tests need Slurm: install the packages slurm-wlm and munge"
}

# the browser in which the full tests look at pages
need_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && return
    install_package chromium
    command -v chromium >/dev/null || fail "the full tests look at pages in a browser: install the package chromium"
}

sha512() { # macOS has no sha512sum
    if command -v sha512sum >/dev/null; then sha512sum "$1"; else shasum -a 512 "$1"; fi | cut -d' ' -f1
}

# llama.cpp's headers, vocabularies and chat templates, which the tests compare with; kept in .cache
test_material() {
    local target=.cache/llama.cpp wanted
    wanted=$(cat tests/material.sha512)
    [ -f "$target/.complete-$version" ] && return
    need_package git git
    need_npm "the test material"
    say "fetching the test material (llama.cpp v0.5.0's headers, vocabularies and templates)"
    rm -rf "$target" .cache/pack && mkdir -p .cache/pack
    (cd .cache/pack && npm pack "node-llama-cpp@$version" --loglevel=error >/dev/null) ||
        fail "npm could not fetch node-llama-cpp $version (the test material): npm's own lines above say why; is the network there?"
    local archive=.cache/pack/node-llama-cpp-$version.tgz
    [ "$(sha512 "$archive")" = "$wanted" ] || fail "$archive does not have the expected hash; delete .cache and try again"
    tar -xzf "$archive" -C .cache/pack package/llama/gitRelease.bundle
    git clone --quiet --no-checkout .cache/pack/package/llama/gitRelease.bundle "$target" 2>/dev/null ||
        fail "git could not read the sources in $archive; delete .cache and try again"
    git -C "$target" checkout --quiet HEAD -- include ggml/include models
    rm -rf .cache/pack "$target/.git"
    touch "$target/.complete-$version"
}

# the build has checked the code's style; what is left are blanks and line ends, and, which takes five times as long, the order of usings
house_format() {
    if [ $full = yes ]; then dotnet format PersonaSim.sln --no-restore --verify-no-changes
    else dotnet format whitespace . --folder --exclude .cache --verify-no-changes; fi
}

run_tests() {
    need_tools
    native_runtime
    need_package cc gcc
    [ $full = no ] || { need_postgres; need_slurm; need_chromium; }
    test_material
    duckdb_runtime
    need_package python3 python3 # a notebook's cells are run, or at least compiled
    dotnet restore PersonaSim.sln --verbosity quiet || fail "the packages could not be fetched; the lines above say which"
    [ $full = yes ] || export PERSIM_SHORT_TESTS=true
    export DOTNET_TieredPGO=0 # what it costs a short process was not measured by itself
    dotnet build PersonaSim.sln --configuration Release --no-restore --verbosity quiet --nologo || fail "the build failed; the lines above say where"
    local filter='TestCategory!=Full&TestCategory!=Device'
    [ $full = no ] || filter='TestCategory!=Device'
    # the laws run on the CPU, the same everywhere; --device repeats the steering laws with every layer on the GPU
    export PERSIM_GPU_LAYERS=0
    local logs
    logs=$(mktemp -d)
    run_project() { # PROJECT FILTER; a failure must not end the script before the closing line
        set +e
        dotnet test "$1" --configuration Release --no-build --nologo --filter "$2" 2>&1 | tee -a "$logs/${1##*/}" | grep -v '^A total of\|^Starting test\|^Test run for\|^VSTest version\|^$'
        [ "${PIPESTATUS[0]}" = 0 ] || touch "$logs/failed"
        set -e
    }
    # the command line's tests use one core and take as long as all others
    run_project tests/Cli.Tests/PersonaSim.Cli.Tests.csproj "$filter" &
    house_format || { say "some files are not in the house format; ./build.sh format mends them"; touch "$logs/failed"; }
    for project in tests/*.Tests/*.csproj; do [[ $project = tests/Cli.Tests/* ]] || run_project "$project" "$filter"; done
    wait
    if [ $device = yes ]; then
        say "the steering laws once more, on the device"
        PERSIM_GPU_LAYERS=-1 run_project tests/Native.Tests/PersonaSim.Native.Tests.csproj 'FullyQualifiedName~Tests.Steering'
    fi
    local passed failed skipped
    read -r failed passed skipped < <(awk -F'[:,]' '/Failed: *[0-9]+, Passed: *[0-9]+, Skipped: *[0-9]+/ {for (i=1;i<NF;i++) {if ($i ~ /Failed$/) f+=$(i+1); if ($i ~ /Passed$/) p+=$(i+1); if ($i ~ /Skipped$/) s+=$(i+1)}} END {print f+0, p+0, s+0}' "$logs"/*.csproj)
    local status=0
    [ ! -f "$logs/failed" ] || status=1
    rm -rf "$logs"
    echo "tests: $passed passed, $failed failed, $skipped skipped"
    [ "$status" = 0 ] && [ "$passed" -gt 0 ] && [ "$failed" = 0 ]
}

main_job() {
    build
    bin/persim doctor
    local mind=()
    case " ${rest[*]-} " in
        *" --model "* | *" -m "* | *" --mock "* | *" --mock-model "* | *" --remote "*) ;;
        *) if [ -f models/persim-nano.gguf ]; then
               # a day and one questionnaire of two items a trait: what a small model lives through within two minutes
               mind=(--ticks 8 --set probes.items_per_trait=2 --set "probes.conditions=[dosed]")
               for probe in behaviour observer stability opinions capability; do mind+=(--set "probes.${probe}_every=0"); done
           else
               say "models/persim-nano.gguf is not here: the town lives by its own rules (--mock). With a model of yours: ./build.sh run --model FILE"
               mind=(--mock)
           fi ;;
    esac
    # bash 3.2 takes an empty array for an unset variable
    bin/persim run town.small ${mind[@]+"${mind[@]}"} ${rest[@]+"${rest[@]}"}
}

case $verb in
    help) usage ;;
    build) build; say "done: bin/persim --help" ;;
    run) main_job ;;
    test) run_tests ;;
    format) need_tools; dotnet format PersonaSim.sln ;;
esac
