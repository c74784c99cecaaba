internal import LookML

/// The text of one model: its file and everything that it includes, each file once, where it is first included.
struct ModelFiles: LookMLScope {
    private(set) var items: [LookMLItem] = []
    private(set) var dashboards: [String] = []
    /// In the order in which they are read.
    private(set) var files: [String] = []

    /// - Parameter roots: The model file; every file for a project without models.
    init(roots: [String], documents: [String: ProjectCache.ParsedFile], includes: IncludeFinder) {
        var seen: Set<String> = []
        // A stack instead of recursion: a chain of includes may be as long as the project has files.
        var stack: [(document: LookMLDocument, next: Int)] = []
        func enter(_ path: String) {
            guard seen.insert(path).inserted else { return }
            if let document = documents[path]?.document {
                files.append(path)
                stack.append((document, 0))
            } else if path.hasSuffix(".dashboard.lookml") {
                dashboards.append(path)
            }
        }
        for root in roots {
            enter(root)
            // Files of one include wait here, in reverse, while those before them are read.
            var waiting: [(depth: Int, path: String)] = []
            while let top = stack.last {
                if let next = waiting.last, next.depth == stack.count {
                    waiting.removeLast()
                    enter(next.path)
                    continue
                }
                guard top.next < top.document.items.count else {
                    stack.removeLast()
                    continue
                }
                stack[stack.count - 1].next += 1
                let item = top.document.items[top.next]
                guard item.name == "include" else {
                    items.append(item)
                    continue
                }
                for token in LookMLInclude.paths(item) {
                    for path in includes.files(for: token, from: top.document.file).reversed() {
                        waiting.append((stack.count, path))
                    }
                }
            }
        }
    }
}

private enum LookMLInclude {
    /// The path of an `include`, or the paths of a list of them, the last first.
    static func paths(_ item: LookMLItem) -> [LookMLToken] {
        let scope = NamedObject(name: "", location: item.location, items: [item])
        return (scope.strings("include") ?? []).reversed()
    }
}
