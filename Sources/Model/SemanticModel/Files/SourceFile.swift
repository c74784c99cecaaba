/// A file of a project: LookML or a LookML dashboard.
package struct SourceFile: Sendable, Hashable {
    /// Below the project's root, with `/` between its parts and none in front.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// `orders.view.lkml`
    var name: Substring { path.split(separator: "/").last ?? "" }

    var isLookML: Bool { path.hasSuffix(".lkml") }
    var isDashboard: Bool { path.hasSuffix(".dashboard.lookml") }

    /// The name of the model that this file is; `nil` for all other files.
    var modelName: String? {
        let suffix = ".model.lkml"
        return name.hasSuffix(suffix) && name.count > suffix.count ? String(name.dropLast(suffix.count)) : nil
    }
}
