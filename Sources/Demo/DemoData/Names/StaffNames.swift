/// The people of the software company who look after accounts.
enum StaffNames {
    static let accountExecutives = [
        "Imani Okafor", "Tomasz Bielak", "Priya Raman", "Lena Hofstetter", "Mateo Ferreyra", "Grace Whitlock",
    ]
    static let customerEngineers = ["Yusuf Demir", "Hana Kobayakawa", "Oskar Lindahl", "Amara Nwosu", "Ines Carvalhal"]
    static let technicalAdvisors = ["Noor El-Sayegh", "Callum Drysdale", "Rosa Iturbide", "Vikram Sahasra"]
    static let supportEngineers = [
        "Dewi Pranata", "Marisol Quintero", "Piotr Zawada", "Ayodele Bankole", "Signe Holmgren", "Tariq Haddad",
    ]
    static let salesDevelopment = ["Jasper Oyelaran", "Mina Castellanos", "Ruben Achterberg"]
    static let regions: [(choice: String, weight: Int)] = [("Americas", 50), ("EMEA", 34), ("APAC", 16)]
}
