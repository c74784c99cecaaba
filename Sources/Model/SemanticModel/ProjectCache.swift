internal import LookML
internal import Synchronization

/// What was made of a project's files the last time, so that a reload makes anew only what an edit touches: the files
/// that have changed, and the models that include one of them.
///
/// Belongs to one folder. A project that is made with a cache is the same as one that is made without.
package final class ProjectCache: Sendable {
    /// A file as it was read from disk.
    struct ReadFile: Sendable {
        var stamp: FileStamp
        var file: SourceFile
        var problems: [Diagnostic]
    }

    /// A syntax tree with its constants expanded, and what is wrong in it.
    struct ParsedFile: Sendable {
        var text: String
        var document: LookMLDocument
        var problems: Lazy<[Diagnostic]>
        /// Whether anything in it may ask for access grants.
        var mayHaveGuards: Bool
    }

    struct ResolvedModel: Sendable {
        /// All that the model is made of, in the order in which it is read.
        var files: [String]
        var settings: ViewSettings
        var model: Model
        var problems: Lazy<[Diagnostic]>
    }

    struct Resolution: Sendable {
        /// The text of the manifest, whose constants may stand in every file.
        var manifest: String?
        var files: [String: ParsedFile] = [:]
        var models: [String: ResolvedModel] = [:]
        var views = ViewPool()
    }

    private let reading = Mutex<[String: ReadFile]>([:])
    private let resolving = Mutex(Resolution())

    package init() {}

    var files: [String: ReadFile] {
        get { reading.withLock { $0 } }
        set { reading.withLock { $0 = newValue } }
    }

    var resolution: Resolution {
        get { resolving.withLock { $0 } }
        set { resolving.withLock { $0 = newValue } }
    }
}
