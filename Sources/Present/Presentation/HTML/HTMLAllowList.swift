/// What may stand in the HTML of a cell. Everything else is left out.
enum HTMLAllowList {
    static let elements: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col",
        "colgroup",
        "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "h1", "h2", "h3", "h4",
        "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "meter", "ol", "p", "pre", "progress", "q", "s",
        "samp",
        "section", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th",
        "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    ]
    /// Without content and without an end tag.
    static let void: Set<String> = ["br", "col", "hr", "img", "wbr"]
    /// Left out with everything in them: their content is no markup, or markup of another language.
    static let raw: Set<String> = [
        "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext",
        "template", "object", "embed", "applet", "svg", "math", "select", "head",
    ]

    /// No `id`, `name` and `class`: pages find and draw their own parts by these.
    private static let everywhere: Set<String> = [
        "title", "style", "align", "valign", "dir", "lang", "width", "height", "bgcolor",
    ]
    private static let ofElement: [String: Set<String>] = [
        "a": ["href", "target"], "img": ["src", "alt"], "font": ["color", "face", "size"],
        "td": ["colspan", "rowspan"], "th": ["colspan", "rowspan", "scope"], "col": ["span"], "colgroup": ["span"],
        "table": ["border", "cellpadding", "cellspacing"], "ol": ["start", "type", "reversed"], "ul": ["type"],
        "li": ["value"], "time": ["datetime"], "details": ["open"],
        "meter": ["value", "min", "max", "low", "high", "optimum"], "progress": ["value", "max"],
    ]

    /// The value that an attribute may have; `nil` leaves the attribute out.
    /// - Parameter value: With its references followed.
    static func value(_ value: String, of attribute: String, on element: String) -> String? {
        guard everywhere.contains(attribute) || ofElement[element]?.contains(attribute) == true else { return nil }
        switch attribute {
        case "href": return SafeURL.isAllowed(value) ? value : nil
        case "src": return SafeURL.isAllowed(value, schemes: ["http", "https"]) ? value : nil
        case "style": return HTMLStyle.allowed(value)
        case "target": return value.lowercased() == "_blank" || value.lowercased() == "_self" ? value.lowercased() : nil
        default: return value
        }
    }
}

/// URLs that lead somewhere and run nothing.
enum SafeURL {
    static let schemes: Set<String> = ["http", "https", "mailto", "tel"]

    /// Whether a URL has no scheme or one of these.
    static func isAllowed(_ url: String, schemes: Set<String> = schemes) -> Bool {
        // Browsers leave blanks and control characters out before they look for the scheme.
        let scalars = url.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }
        guard let end = scalars.firstIndex(where: { ":/?#\\".unicodeScalars.contains($0) }), scalars[end] == ":" else {
            return true
        }
        return schemes.contains(String(String.UnicodeScalarView(scalars[..<end])).lowercased())
    }

    /// Whether a URL is a whole one of the web, with its host.
    static func isWeb(_ url: String) -> Bool {
        let lowercased = url.prefix(8).lowercased()
        return lowercased.hasPrefix("https://") || lowercased.hasPrefix("http://")
    }
}

/// The properties of a `style` attribute: those that colour, size and place what is in the cell.
enum HTMLStyle {
    private static let properties: Set<String> = [
        "background", "background-color", "border", "border-bottom", "border-collapse", "border-color", "border-left",
        "border-radius", "border-right", "border-spacing", "border-style", "border-top", "border-width", "box-shadow",
        "color", "display", "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight",
        "height", "letter-spacing", "line-height", "list-style", "list-style-type", "margin", "margin-bottom",
        "margin-left", "margin-right", "margin-top", "max-height", "max-width", "min-height", "min-width", "opacity",
        "overflow", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "text-align",
        "text-decoration", "text-indent", "text-overflow", "text-shadow", "text-transform", "vertical-align",
        "white-space", "width", "word-break", "word-wrap",
    ]
    private static let functions: Set<String> = [
        "rgb", "rgba", "hsl", "hsla", "linear-gradient", "radial-gradient",
    ]

    /// Those declarations of a style that may stand; `nil` when none is left.
    static func allowed(_ style: String) -> String? {
        let declarations = style.split(separator: ";").compactMap { declaration -> String? in
            let parts = declaration.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            let name = parts[0].filter { !$0.isWhitespace }.lowercased()
            let value = parts[1].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard properties.contains(name), isHarmless(value) else { return nil }
            // What is moved out of the cell may cover something else.
            if name.hasPrefix("margin") || name == "text-indent", value.contains("-") { return nil }
            return "\(name): \(value)"
        }
        return declarations.isEmpty ? nil : declarations.joined(separator: "; ")
    }

    /// Words, numbers, colours and the functions above: no addresses, no escapes, no text in double quotes.
    private static func isHarmless(_ value: String) -> Bool {
        guard !value.isEmpty else { return false }
        var word = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "(":
                guard functions.contains(word.lowercased()) else { return false }
                word = ""
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_": word.unicodeScalars.append(scalar)
            case " ", "#", ".", ",", "%", ")", "!", "'": word = ""
            default: return false
            }
        }
        return true
    }
}
