import { within } from './address.ts'

/**
 * Scripts of the processes that hold a site's namespaces. Each is PID 1 of a PID namespace. It reads its own pid as the
 * harness sees it, which works as long as the harness's /proc is mounted, prints it when all is set up, and waits for
 * the end of its stdin. When it ends, by whatever cause, the kernel kills everything in its PID namespace.
 */
const readPid = 'read -r pid rest < /proc/self/stat'
/** The shell stays, and so buries orphans while it waits; `read` would take a child's death for the end of its input. */
const holdUntilHarnessEnds = 'echo "$pid"; cat > /dev/null; exit 0'

/** The bridges, one for each network. None has an uplink: nothing can leave the site. PID 1 is called lab-hub. */
const hubScript = `
links=$1
${readPid}
printf lab-hub > /proc/self/comm
echo "$links" | ip -batch -
${holdUntilHarnessEnds}
`

/** A namespace with interfaces that are ports of the hub's bridges. Its PID 1 bears its name. */
const hostScript = `
hub=$1 name=$2 links=$3 ports=$4
${readPid}
printf %s "$name" > /proc/self/comm
echo "$links" | ip -batch -
echo "$ports" | nsenter --net=/proc/$hub/ns/net ip -batch -
mount -t proc -o nosuid,nodev,noexec proc /proc
${holdUntilHarnessEnds}
`

/** A host that passes on what comes to it, by the rules of nftables that it is given. */
const routerScript = hostScript.replace(
  holdUntilHarnessEnds,
  `
echo 1 > /proc/sys/net/ipv4/ip_forward
echo "$5" | nft -f -
${holdUntilHarnessEnds}
`,
)

export function hubCommand(networks: readonly string[]): string[] {
  const bridges = networks.flatMap((name) => [`link add name ${name} type bridge`, `link set ${name} up`])
  return script(hubScript, batch('link set lo up', ...bridges))
}

/** An interface of a host, whose other end is a port of a network's bridge. */
export interface Plug {
  readonly name: string
  readonly network: string
  /** Unique in the hub. */
  readonly port: string
  readonly ip4: { readonly address: string; readonly range: string }
  readonly ip6: { readonly address: string; readonly range: string } | null
  /** The router by which everything else is reached. `null`: nothing else is. */
  readonly gateway: string | null
}

export function hostCommand(hub: number, name: string, plugs: readonly Plug[]): string[] {
  return script(hostScript, ...setUp(hub, name, plugs))
}

export function routerCommand(hub: number, name: string, plugs: readonly Plug[], rules: string): string[] {
  return script(routerScript, ...setUp(hub, name, plugs), rules)
}

function setUp(hub: number, name: string, plugs: readonly Plug[]): string[] {
  const links = plugs.flatMap((plug) => linkLines(plug, `/proc/${hub}/ns/net`))
  const ports = plugs.map(({ port, network }) => `link set ${port} master ${network} up`)
  return [String(hub), name, batch('link set lo up', ...links), batch(...ports)]
}

function linkLines({ name, port, ip4, ip6, gateway }: Plug, hubNetwork: string): string[] {
  return [
    `link add name ${name} type veth peer name ${port} netns ${hubNetwork}`,
    `link set ${name} addrgenmode none`, // no link-local address, which would be tentative for a second
    `addr add ${within(ip4.range, ip4.address)} dev ${name}`,
    ...(ip6 === null ? [] : [`addr add ${within(ip6.range, ip6.address)} dev ${name} nodad`]),
    `link set ${name} up`,
    ...(gateway === null ? [] : [`route add default via ${gateway}`]),
  ]
}

function batch(...lines: string[]): string {
  return lines.join('\n')
}

function script(text: string, ...args: string[]): string[] {
  return ['sh', '-ec', text, 'lab', ...args]
}
