import Foundation
import ProductAPI

/// Where this program's web app is.
enum StaticSiteLocation {
    static var folder: String? {
        StaticSite.find(program: executable, environment: ProcessInfo.processInfo.environment)
    }

    static func describe() -> String {
        folder.map { "in \($0)" } ?? "not built; run scripts/build-web"
    }

    /// The program's own file, also when it was started through the PATH.
    private static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? ProcessInfo.processInfo.arguments.first ?? ""
    }
}
