/// The newest release of each way in which the product is deployed: what update checks are compared with.
package struct Releases: Sendable {
    package enum Family: String, CaseIterable, Sendable {
        case kubernetes
        case dockerCompose = "docker-compose"
        /// One container, and everything else.
        case single = "docker-container"
        case app

        /// The family that a ping's deploy type belongs to. The vocabulary is open.
        package init(deployType: String) {
            switch deployType {
            case "kubernetes", "helm", "kustomize", "k3s", "k8s", "cluster": self = .kubernetes
            case "docker-compose", "pure-docker": self = .dockerCompose
            case "app": self = .app
            default: self = .single
            }
        }
    }

    private var newest: [Family: (text: String, version: ProductVersion)] = [:]

    /// Nothing is known: no instance has an update.
    package init() {}

    /// - Parameter versions: The newest version by family; a family that is missing has no updates.
    /// - Throws: ``ReleasesProblem`` for a version that is none.
    package init(_ versions: [Family: String]) throws(ReleasesProblem) {
        for (family, text) in versions {
            do {
                let plain = text.utf8.first == UInt8(ascii: "v") ? String(text.dropFirst()) : text
                newest[family] = (plain, try ProductVersion(plain))
            } catch {
                throw ReleasesProblem(family: family, version: text, reason: error.description)
            }
        }
    }

    /// One release for every family but the app, which has versions of its own.
    package init(_ version: String, app: String? = nil) throws(ReleasesProblem) {
        var versions: [Family: String] = [.kubernetes: version, .dockerCompose: version, .single: version]
        versions[.app] = app
        try self.init(versions)
    }

    func newest(in family: Family) -> (text: String, version: ProductVersion)? { newest[family] }
}

/// A release that is set up wrongly.
package struct ReleasesProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package var family: Releases.Family
    package var version: String
    package var reason: String

    package var description: String { "The release \"\(version)\" of \(family.rawValue) is no version: \(reason)." }
}
