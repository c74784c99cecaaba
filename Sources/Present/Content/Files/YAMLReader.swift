import Foundation
import LookML
import Synchronization
import Yams

/// Reads YAML text into ``ContentNode``s, within ``YAMLLimits``. Custom tags, merge keys (`<<`), keys that are no text and
/// several documents in one file are refused.
enum YAMLReader {
    /// - Returns: `nil` for a document that is empty, or that has a problem, which is reported then.
    static func read(_ text: String, file: String, problems: Problems) -> ContentNode? {
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard text.utf8.count <= YAMLLimits.fileSize else {
            problems.report("syntax-yaml-size", "The file is larger than \(YAMLLimits.fileSize >> 20) MiB.", at: start)
            return nil
        }
        // The parser takes a byte order mark for text.
        let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        if let excess = YAMLAliasEstimate(text).excess {
            let place = location(of: excess, in: text, file: file)
            problems.report(
                "syntax-yaml-aliases", "Aliases (*name) stand for too much text, or for a name given twice.", at: place,
                suggestion: "Write the values out.")
            return nil
        }
        let (node, diagnostic) = onDeepStack { compose(text, file: file) }
        if let diagnostic {
            problems.report(
                diagnostic.code, diagnostic.message, at: diagnostic.location, suggestion: diagnostic.suggestion)
        }
        return node
    }

    /// The parser and its tree recurse over up to 2,000 levels before the depth is known, which is more than the stack of
    /// a worker thread holds. 64 MiB are reserved for it, not used.
    private static func onDeepStack<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value {
        let result = ThreadResult<Value>()
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            result.value.withLock { $0 = body() }
            done.signal()
        }
        thread.stackSize = 64 << 20
        thread.start()
        done.wait()
        // The thread always leaves a value; running it here is what remains if it could not be started.
        return result.value.withLock { $0 } ?? body()
    }

    private static func compose(_ text: String, file: String) -> (ContentNode?, Diagnostic?) {
        do {
            let parser = try Parser(yaml: text, encoding: .utf8)
            // The tree refers weakly to the anchors that the parser holds.
            return try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else { return (nil, nil) }
                var converter = NodeConverter(file: file)
                return (try converter.convert(root, depth: 1, inAlias: false), nil)
            }
        } catch let refusal as Refusal {
            return (nil, refusal.diagnostic)
        } catch {
            return (nil, YAMLProblem.diagnostic(for: error, in: text, file: file))
        }
    }

    private static func location(of offset: Int, in text: String, file: String) -> SourceLocation {
        let before = Array(text.utf8.prefix(max(0, offset)))
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let lastLine = before.reversed().prefix { $0 != UInt8(ascii: "\n") }
        // Bytes that continue a scalar don't count.
        let column = lastLine.count { $0 & 0xC0 != 0x80 } + 1
        return SourceLocation(file: file, line: line, column: column)
    }
}

/// Carries a value out of the thread that made it.
private final class ThreadResult<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

/// A document that is valid YAML and still not taken.
private struct Refusal: Error {
    var diagnostic: Diagnostic
}

/// Turns the parser's tree into ours and measures it on the way.
private struct NodeConverter {
    let file: String
    var nodes = 0
    var aliasNodes = 0
    var anchors: Set<String> = []

    private static let coreTag = "tag:yaml.org,2002:"
    private static let acceptedTags: Set<String> = Set(
        ["str", "int", "float", "bool", "null", "map", "seq"].map { coreTag + $0 } + ["", "!"])

    init(file: String) { self.file = file }

    mutating func convert(_ node: Node, depth: Int, inAlias: Bool) throws -> ContentNode {
        let place = location(node.mark)
        guard depth <= YAMLLimits.depth else {
            throw refusal("syntax-yaml-depth", "Lists and mappings are nested deeper than \(YAMLLimits.depth).", place)
        }
        // The parser has put the anchor's own node where an alias stood: an anchor that comes again was an alias.
        var inAlias = inAlias
        if let anchor = node.anchor?.rawValue, !anchors.insert(anchor).inserted { inAlias = true }
        nodes += 1
        if inAlias { aliasNodes += 1 }
        guard nodes <= YAMLLimits.nodes, aliasNodes <= YAMLLimits.aliasNodes else {
            throw refusal("syntax-yaml-aliases", "Aliases (*name) stand for too many values.", place)
        }
        switch node {
        case .scalar(let scalar):
            try check(scalar.tag, place)
            // SQLite and much else ends a text there.
            if scalar.string.utf8.contains(0) { throw refusal("syntax-yaml", "A text can't hold U+0000.", place) }
            let isPlain = scalar.style == .plain && !scalar.tag.rawValue.hasSuffix(":str")
            return ContentNode(.scalar(scalar.string, plain: isPlain), at: place)
        case .sequence(let sequence):
            try check(sequence.tag, place)
            var elements: [ContentNode] = []
            for element in sequence {
                elements.append(try convert(element, depth: depth + 1, inAlias: inAlias))
            }
            return ContentNode(.sequence(elements), at: place)
        case .mapping(let mapping):
            try check(mapping.tag, place)
            guard mapping.count <= YAMLLimits.members else {
                throw refusal(
                    "syntax-yaml-size", "This mapping has more than \(YAMLLimits.members) keys.", place)
            }
            var members: [ContentNode.Member] = []
            for (key, value) in mapping {
                let keyPlace = location(key.mark)
                guard case .scalar(let name) = key, !name.string.utf8.contains(0) else {
                    throw refusal("syntax-yaml", "A key has to be text without U+0000.", keyPlace)
                }
                if name.tag.rawValue == Self.coreTag + "merge" || (name.string == "<<" && name.style == .plain) {
                    throw refusal(
                        "syntax-yaml-merge-key", "Merge keys (<<) are not taken. Write the keys out.", keyPlace)
                }
                // The parser has compared the keys and so given a tag to each: `2024-01-02` is a time, `=` a value.
                if ![Self.coreTag + "timestamp", Self.coreTag + "value"].contains(name.tag.rawValue) {
                    try check(name.tag, keyPlace)
                }
                let value = try convert(value, depth: depth + 1, inAlias: inAlias)
                members.append(.init(key: name.string, keyLocation: keyPlace, value: value))
            }
            return ContentNode(.mapping(members), at: place)
        case .alias:
            throw refusal("syntax-yaml-aliases", "This alias stands for nothing.", place)
        }
    }

    private func check(_ tag: Tag, _ place: SourceLocation) throws {
        guard Self.acceptedTags.contains(tag.rawValue) else {
            throw refusal("syntax-yaml-tag", "Tags (\(tag.rawValue.prefix(80))) are not taken.", place)
        }
    }

    private func location(_ mark: Mark?) -> SourceLocation {
        SourceLocation(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    private func refusal(_ code: String, _ message: String, _ place: SourceLocation) -> Refusal {
        Refusal(diagnostic: Diagnostic(code: code, message: message, location: place))
    }
}
