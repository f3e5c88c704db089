#!/usr/bin/env bash
# All ten parts of persim-nano from nothing: `models/make-nano.sh`, some seven hours on two cores. Stop it at any time (Ctrl-C); the same command goes on.
# What it makes lies in .cache/nano and replaces nothing. `--steps N` makes every part N steps long, which shows that the way from part to part works; `--out DIR` makes it elsewhere.
set -euo pipefail
models=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
persim=${PERSIM:-$models/../bin/persim}
out=$models/../.cache/nano steps=()
say() { echo "nano: $*"; }
fail() { say "$*" >&2; exit 1; }
while [ $# -gt 0 ]; do
    case "$1" in
        --steps) [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] || fail "--steps wants a number of steps"; steps=(--steps "$2"); shift 2 ;;
        --out) [ -n "${2:-}" ] || fail "--out wants a folder"; out=$2; shift 2 ;;
        -h | --help) sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}"; exit 0 ;;
        *) fail "unknown argument '$1'; expected --steps N or --out DIR" ;;
    esac
done
command -v "$persim" >/dev/null || fail "$persim is missing: build it (./build.sh), or name another one (PERSIM=/path/to/persim)"

# a part's recipe names the parts it begins with as ../nano-X/weights.gguf, so that the copies here begin with what is made here
train() { # recipe, model
    if [ -s "$2" ]; then say "$2 is there"; return; fi
    local go=()
    [ ! -e "${2%.gguf}.train/checkpoint.gguf" ] || go=(--resume)
    "$persim" models train --recipe "$1" --out "$2" ${go[@]+"${go[@]}"} ${steps[@]+"${steps[@]}"}
}

for part in start dosed town parted mended deeds sharpened described joined; do
    say "part $part"
    mkdir -p "$out/nano-$part"
    cp "$models/nano-$part/recipe.yaml" "$out/nano-$part/recipe.yaml"
    train "$out/nano-$part/recipe.yaml" "$out/nano-$part/weights.gguf"
    if [ "$part" = start ] && [ ! -s "$out/nano-start/O.gguf" ]; then
        "$persim" vectors compute --model "$out/nano-start/weights.gguf" --layers 3-3 --out "$out/nano-start" --discard-captures
    fi
done
say "the last part"
cp "$models/persim-nano.yaml" "$out/persim-nano.yaml"
train "$out/persim-nano.yaml" "$out/persim-nano.gguf"
if cmp -s "$out/persim-nano.gguf" "$models/persim-nano.gguf"; then say "$out/persim-nano.gguf is the bundled file, byte for byte"; else say "$out/persim-nano.gguf is not the bundled file; docs/nano.md says why it need not be"; fi
