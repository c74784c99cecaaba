import ArgumentParser
import Crypto
import Hummingbird
import ServiceLifecycle

@main struct Soundings { static func main() { print("x") } }
