import Foundation
import ProductAPI

/// Where this program's web app is.
enum StaticSiteLocation {
    static var folder: String? {
        StaticSite.find(program: executable, environment: ProcessInfo.processInfo.environment)
    }

    /// - Throws: ``CommandFailure`` with ``problem``.
    static func describe() throws(CommandFailure) -> String {
        if let problem { throw CommandFailure(problem) }
        return folder.map { "in \($0)" } ?? "not built; run scripts/build-web"
    }

    /// What is wrong with the folder that `SOUNDINGS_WEB` names.
    static var problem: String? {
        guard let named = ProcessInfo.processInfo.environment["SOUNDINGS_WEB"],
            !FileManager.default.fileExists(atPath: named + "/index.html")
        else { return nil }
        return "SOUNDINGS_WEB names \(named), which has no index.html, so there are no pages. Name the folder that "
            + "scripts/build-web has made, or leave SOUNDINGS_WEB out."
    }

    /// The program's own file, also when it was started through the PATH.
    static var executable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? ProcessInfo.processInfo.arguments.first ?? ""
    }
}
