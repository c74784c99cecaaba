/// Text in HTML.
enum HTMLText {
    /// As it stands between tags and in quoted attributes.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\0": break
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Text of a page between tags: entities stay, every other character that means something is escaped.
    static func kept(_ text: some Sequence<Unicode.Scalar>) -> String {
        let scalars = Array(text)
        var result = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            if scalar == "&", reference(in: scalars, at: index) != nil {
                result.append(scalar)
            } else {
                result.append(contentsOf: escaped(String(scalar)).unicodeScalars)
            }
        }
        return String(result)
    }

    /// The value of an attribute with its references followed: numbers, and the five names that a quoted value needs.
    /// Others stay letters, which is what they are once the value is escaped again.
    static func decoded(_ text: some Sequence<Unicode.Scalar>) -> String {
        let scalars = Array(text)
        var result = String.UnicodeScalarView()
        var index = 0
        while index < scalars.count {
            if scalars[index] == "&", let (end, value) = reference(in: scalars, at: index), let value {
                result.append(value)
                index = end
            } else {
                if scalars[index] != "\0" { result.append(scalars[index]) }
                index += 1
            }
        }
        return String(result)
    }

    private static let names: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]

    /// A whole reference, `&amp;` or `&#38;`: where it ends, and what it stands for if that is known.
    private static func reference(
        in scalars: [Unicode.Scalar], at start: Int
    ) -> (end: Int, value: Unicode.Scalar?)? {
        var index = start + 1
        var name = ""
        while index < scalars.count, name.utf8.count < 32, scalars[index] != ";" {
            guard scalars[index].isASCII,
                scalars[index].properties.isAlphabetic
                    || "#0123456789".unicodeScalars
                        .contains(scalars[index])
            else { return nil }
            name.unicodeScalars.append(scalars[index])
            index += 1
        }
        guard index < scalars.count, scalars[index] == ";", !name.isEmpty else { return nil }
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let isHex = digits.first == "x" || digits.first == "X"
            let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let number, let scalar = Unicode.Scalar(number), number > 0 else { return nil }
            return (index + 1, scalar)
        }
        guard name.first?.isLetter == true else { return nil }
        return (index + 1, names[name])
    }
}
