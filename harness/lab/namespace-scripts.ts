/**
 * Scripts of the processes that hold a lab's namespaces. Each is PID 1 of a PID namespace. It reads its own pid as the
 * harness sees it, which works as long as the harness's /proc is mounted, prints it when all is set up, and waits for
 * the end of its stdin. When it ends, by whatever cause, the kernel kills everything in its PID namespace.
 */
const readPid = 'read -r pid rest < /proc/self/stat'
/** The shell stays, and so buries orphans while it waits; `read` would take a child's death for the end of its input. */
const holdUntilHarnessEnds = 'echo "$pid"; cat > /dev/null; exit 0'

/** The bridge that all hosts of the lab hang on. It has no uplink: nothing can leave the lab. PID 1 is called lab-hub. */
export const hubScript = `
${readPid}
printf lab-hub > /proc/self/comm
ip -batch - <<END
link set lo up
link add name bridge type bridge
link set bridge up
END
${holdUntilHarnessEnds}
`

/** A host with one interface, eth0, whose other end is a port of the bridge. Its PID 1 bears its name. */
export const hostScript = `
hub=$1 port=$2 address=$3 name=$4
${readPid}
printf %s "$name" > /proc/self/comm
ip -batch - <<END
link set lo up
link add name eth0 type veth peer name $port netns /proc/$hub/ns/net
addr add $address dev eth0
link set eth0 up
END
nsenter --net=/proc/$hub/ns/net ip link set $port master bridge up
mount -t proc -o nosuid,nodev,noexec proc /proc
${holdUntilHarnessEnds}
`
