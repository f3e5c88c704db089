#!/usr/bin/env bash
# A Slurm of one node for a test: everything in a folder of its own, on free ports. `node.sh start FOLDER PORT` (uses PORT and PORT+1), `node.sh stop FOLDER`.
# Needs Debian's packages slurm-wlm and munge.
set -euo pipefail
PATH=$PATH:/usr/sbin
verb=$1 folder=$2

start() {
    local port=$1 host
    host=$(hostname -s)
    mkdir -p "$folder"/{state,spool,log,munge}
    chmod 755 "$folder"
    chmod 700 "$folder/munge"
    head -c 1024 /dev/urandom >"$folder/munge/key"
    chmod 400 "$folder/munge/key"
    # a daemon of our own beside one that may be there: another socket, another key
    munged --force --socket="$folder/munge/socket" --key-file="$folder/munge/key" --pid-file="$folder/munge/pid" --log-file="$folder/log/munged" --seed-file="$folder/munge/seed"
    cat >"$folder/slurm.conf" <<CONF
ClusterName=persim
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld
SlurmdLogFile=$folder/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
JobAcctGatherType=jobacct_gather/none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=test Nodes=$host Default=YES MaxTime=60 State=UP
CONF
    export SLURM_CONF=$folder/slurm.conf
    slurmctld -c -f "$SLURM_CONF"
    slurmd -f "$SLURM_CONF"
    for _ in $(seq 150); do
        [ "$(sinfo -h -o %T 2>/dev/null)" != idle ] || return 0
        sleep 0.2
    done
    echo "the node did not become idle: $(sinfo -h -o '%T %E' 2>&1); $(tail -n 3 "$folder/log/slurmd" "$folder/log/slurmctld" 2>&1)" >&2
    return 1
}

# a process that has ended and that nobody has asked about yet is gone, too
lives() { [ -d "/proc/$1" ] && ! grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null; }

stop() {
    local file number
    for file in slurmd.pid slurmctld.pid munge/pid; do
        [ -s "$folder/$file" ] || continue
        number=$(cat "$folder/$file")
        kill "$number" 2>/dev/null || true
        for _ in $(seq 100); do # they save their state before they end
            lives "$number" || break
            sleep 0.1
        done
    done
}

case "$verb" in start) start "$3" ;; stop) stop ;; *) echo "node.sh start FOLDER PORT | stop FOLDER" >&2; exit 1 ;; esac
