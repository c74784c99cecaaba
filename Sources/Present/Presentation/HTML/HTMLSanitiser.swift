/// Makes HTML that somebody else wrote safe to show on a page: it is taken apart and written anew, with the elements,
/// attributes and addresses of ``HTMLAllowList`` only. What was left open is closed, and nothing is closed that was not
/// opened here, so that a cell ends where it ends.
package enum HTMLSanitiser {
    /// Elements within each other; deeper ones are left out, their text stays.
    static let deepest = 64

    package static func clean(_ html: String) -> String {
        var result = ""
        var open: [String] = []
        var tokens = HTMLTokens(html)
        while let token = tokens.next() {
            switch token {
            case .nothing: break
            case .text(let text): result += HTMLText.kept(text)
            case .open(let name, let attributes):
                if HTMLAllowList.raw.contains(name) {
                    tokens.skipRawText(of: name)
                } else if HTMLAllowList.elements.contains(name) {
                    let isVoid = HTMLAllowList.void.contains(name)
                    guard isVoid || open.count < deepest else { continue }
                    result += tag(name, attributes)
                    if !isVoid { open.append(name) }
                }
            case .close(let name):
                guard let place = open.lastIndex(of: name) else { continue }
                for inner in open[place...].reversed() { result += "</\(inner)>" }
                open.removeSubrange(place...)
            }
        }
        for name in open.reversed() { result += "</\(name)>" }
        return result
    }

    private static func tag(_ name: String, _ attributes: [(name: String, value: [Unicode.Scalar])]) -> String {
        var tag = "<" + name
        var opensWindow = false
        for attribute in attributes {
            let decoded = HTMLText.decoded(attribute.value)
            guard let value = HTMLAllowList.value(decoded, of: attribute.name, on: name) else { continue }
            tag += " \(attribute.name)=\"\(HTMLText.escaped(value))\""
            if attribute.name == "target", value == "_blank" { opensWindow = true }
        }
        // The new window must not reach back into this one.
        return tag + (opensWindow ? " rel=\"noopener noreferrer\">" : ">")
    }
}
