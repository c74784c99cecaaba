/// Collects what is wrong with a file while it is read.
struct SyntaxProblems {
    /// A file that is no LookML at all would otherwise cost far more memory than its text.
    static let most = 1_000

    private var problems: [Diagnostic] = []
    /// Whether further problems are left out.
    private(set) var isFull = false

    mutating func report(_ code: String, _ message: String, _ location: SourceLocation, _ suggestion: String) {
        guard !isFull else { return }
        guard problems.count < Self.most else {
            isFull = true
            problems.append(
                Diagnostic(
                    code: "syntax-too-many-problems",
                    message: "This file has more than \(Self.most) problems; the others are not listed.",
                    location: location, suggestion: "Repair those listed, then read the file again."))
            return
        }
        problems.append(Diagnostic(code: code, message: message, location: location, suggestion: suggestion))
    }

    /// A block that is never closed is known at the end of the file and reported where it begins.
    var inOrderOfText: [Diagnostic] {
        problems.enumerated().sorted { ($0.element.location, $0.offset) < ($1.element.location, $1.offset) }
            .map(\.element)
    }
}
