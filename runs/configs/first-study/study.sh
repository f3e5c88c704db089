#!/usr/bin/env bash
# The first study, from its configurations to its pages: `study.sh`, or `study.sh --dry-run` with the rule mind, small and short, to see that it works.
# Stop it at any time; the same command goes on. docs/how-to/run-the-first-study.md says what it asks and what it needs.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
persim=${PERSIM:-$here/../../../bin/persim}
cd "${PERSIM_HOME:-$here/../../..}"
say() { echo "study: $*"; }
fail() { say "$*" >&2; exit 1; }
command -v "$persim" >/dev/null || fail "$persim is missing: build it (./build.sh), or name another one (PERSIM=/path/to/persim)"

name=first-study compare=() run=()
case "${1:-}" in
    "") ;;
    --dry-run)
        name=first-study-dry
        # rules have no placebo and no curves; whatever else is asked of them shows what was written into them
        compare=(--mock --arms none,neutral,prompt,steer,both,deranged --seeds 101..103 --ticks 16 --population 12
            --set "compare.contrasts=[neutral-none, prompt-neutral, steer-none, both-none, deranged-none, steer-prompt]")
        run=(--mock --ticks 16 --population 24) ;;
    *) fail "unknown argument '$1'; expected nothing or --dry-run" ;;
esac
[ $# -le 1 ] || fail "one argument at most: --dry-run"

say "1 of 3: every arm on every world"
"$persim" compare first-study/first-study --out "$name" ${compare[@]+"${compare[@]}"}

say "2 of 3: prompt and steering at an equal score"
if [ "$name" = first-study-dry ]; then
    say "left out: rules have no curves to match"
else
    if [ ! -s runs/first-study-levels.json ]; then
        "$persim" probe persim-nano --level 1..7 --json > runs/first-study-levels.json.new
        mv runs/first-study-levels.json.new runs/first-study-levels.json
    fi
    matched=0
    "$persim" compare first-study/first-study-matched --arms prompt,steer --seeds 101..120 --out "$name-matched" || matched=$?
    [ "$matched" -ne 130 ] || exit 130
    [ "$matched" -eq 0 ] || say "not done (above it says why); where doses do not reach what texts achieve, that is this part's result"
fi

say "3 of 3: the town of 100, once"
if [ -e "runs/$name-medium/manifest.json" ]; then
    grep -q '"status": "finished"' "runs/$name-medium/manifest.json" || "$persim" resume "$name-medium"
else
    "$persim" run first-study/first-study-medium --run-id "$name-medium" ${run[@]+"${run[@]}"}
fi
"$persim" report "$name-medium"
say "pages: runs/$name/report.html, runs/$name-medium/report.html$([ ! -e "runs/$name-matched/report.html" ] || echo ", runs/$name-matched/report.html")"
