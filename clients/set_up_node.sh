# Node for building and testing the web client: Debian's own where it is new enough, else from its npm package in
# .tools. Sourced by `run` and `check` in the project's directory; knows nothing of what Node is used for.

node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# Puts a Node that is new enough on the path, installing it when there is none.
set_up_node() {
  local own=$PWD/.tools/node_modules
  [ ! -x "$own/node/bin/node" ] || export PATH="$own/node/bin:$own/.bin:$PATH"
  node_is_new_enough && return
  step "Installing Node"
  if ! command -v npm >/dev/null; then
    local as_root=""
    [ "$(id -u)" = 0 ] || as_root=sudo
    $as_root apt-get update -q
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends nodejs npm
  fi
  node_is_new_enough && return
  npm install --silent --prefix .tools node@22 npm@11
  export PATH="$own/node/bin:$own/.bin:$PATH"
}

# Installs in directory $1 what its lock file names; nothing when that is there already.
install_locked() {
  local mark="$1/node_modules/.installed-from"
  cmp -s "$1/package-lock.json" "$mark" && return
  step "Installing the packages of $1"
  npm ci --prefix "$1" --no-audit --no-fund --loglevel=error
  cp "$1/package-lock.json" "$mark"
}
