/// A search term of Looker's API: matched without case, with `%` for any text and `_` for one character.
struct SearchPattern {
    private enum Part: Equatable {
        case any
        case one
        case scalar(Unicode.Scalar)
    }

    private let parts: [Part]

    init(_ text: String) {
        parts = text.lowercased().unicodeScalars.map { scalar in
            switch scalar {
            case "%": .any
            case "_": .one
            default: .scalar(scalar)
            }
        }
    }

    /// Takes time of the order of both lengths multiplied, whatever the pattern.
    func matches(_ text: String) -> Bool {
        let scalars = Array(text.lowercased().unicodeScalars)
        var (place, part) = (0, 0)
        var retry: (part: Int, place: Int)?
        while place < scalars.count {
            if part < parts.count, parts[part] == .any {
                retry = (part, place)
                part += 1
            } else if part < parts.count, parts[part] == .one || parts[part] == .scalar(scalars[place]) {
                part += 1
                place += 1
            } else if let back = retry {
                retry = (back.part, back.place + 1)
                part = back.part + 1
                place = back.place + 1
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .any }
    }
}
