/// Made-up people: any first name goes with any family name.
enum PeopleNames {
    static let first = [
        "Ada", "Amir", "Anouk", "Beatriz", "Bo", "Carmen", "Chidi", "Dana", "Diego", "Elif", "Emil", "Farah", "Finn",
        "Greta", "Hugo", "Ines", "Ivo", "Jada", "Jonas", "Kaia", "Karim", "Lara", "Leon", "Mei", "Milan", "Nadia",
        "Nils", "Olga", "Omar", "Paula", "Quentin", "Rana", "Rui", "Sade", "Sven", "Tara", "Tomo", "Uma", "Vera",
        "Wanda", "Xavi", "Yara", "Yuto", "Zofia",
    ]
    static let last = [
        "Abara", "Almeida", "Bauer", "Bianchi", "Castell", "Chauhan", "Dvorak", "Eide", "Fofana", "Garrido", "Haas",
        "Ibsen", "Jansson", "Kaplan", "Kovac", "Lemaire", "Lund", "Mbeki", "Moreau", "Nakai", "Novak", "Okeke",
        "Olsen", "Petrov", "Quist", "Reyes", "Rossi", "Sato", "Schell", "Tanaka", "Toth", "Ueda", "Varga", "Vos",
        "Weiss", "Yilmaz", "Zhou", "Zuber",
    ]
    static let titles = [
        "Software engineer", "Senior software engineer", "Staff engineer", "Engineering manager",
        "Head of developer experience", "Platform engineer", "Director of engineering", "Security engineer",
        "VP of engineering", "Build engineer",
    ]

    /// A person at a company, with the address that companies give their people.
    static func person(at domain: String, _ random: inout Random) -> (first: String, last: String, email: String) {
        let (first, last) = (random.pick(first), random.pick(last))
        return (first, last, "\(first).\(last)\(random.between(1, 9_999))@\(domain)".lowercased())
    }
}
