# Sourced by ./gannet and ./mvnw. Leaves JAVA_HOME at a JDK of release 25 or newer, or says how to get one and fails.
# Looks at JAVA_HOME, at the java on the PATH, then where systems and version managers put JDKs.

gannet_jdk_release() {
  # The release file is quick to read and does not start a JVM.
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

gannet_find_jdk() {
  gannet_path_java=$(command -v java 2>/dev/null) &&
    gannet_path_java=$(readlink -f "$gannet_path_java" 2>/dev/null) &&
    gannet_path_java=${gannet_path_java%/bin/java}
  for gannet_jdk in "${JAVA_HOME:-}" "${gannet_path_java:-}" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$gannet_jdk" ] && [ -x "$gannet_jdk/bin/javac" ]; then
      gannet_release=$(gannet_jdk_release "$gannet_jdk")
      if [ "${gannet_release:-0}" -ge 25 ]; then
        JAVA_HOME=$gannet_jdk
        export JAVA_HOME
        return 0
      fi
    fi
  done
  echo "gannet: needs a JDK of release 25 or newer and found none in JAVA_HOME, on the PATH or in /usr/lib/jvm; install one (for example Eclipse Temurin 25) or point JAVA_HOME at it" >&2
  return 1
}

gannet_find_jdk
