//! What is said of a notice: why there is no number, and what to do now.
//! Used by `guide` alone. Javanese (krama) and Sundanese (lemes) wait for a native speaker, like the screens'.

use super::Sentence;

sentences! {
    BACK:
        "Enter untuk kembali ke awal.",
        "Enter goes back to the start.",
        "Enter kangge wangsul dhateng wiwitan.",
        "Enter kanggo wangsul ka awal.";
    ASK:
        "{} Silakan bertanya kepada petugas.",
        "{} Please ask a member of staff.",
        "{} Mangga nyuwun pirsa petugas.",
        "{} Mangga taros ka petugas.";
    GIVEN_BACK:
        "Nomor {} sudah dikembalikan. Terima kasih.",
        "Number {} has been given back. Thank you.",
        "Nomer {} sampun dipunwangsulaken. Matur nuwun.",
        "Nomer {} parantos dipulangkeun. Hatur nuhun.";
    RETURNED:
        "Nomor {} kembali ke antrean, setelah {} orang. Tunggu di {}.",
        "Number {} is back in its queue, after {} people. Wait at {}.",
        "Nomer {} wangsul ing antrean, sasampunipun {} tiyang. Mangga ngentosi ing {}.",
        "Nomer {} wangsul kana antrean, saparantos {} jalmi. Mangga antosan di {}.";
    NOT_MISSED:
        "Nomor {} tidak tercatat terlewat, atau waktunya sudah habis.",
        "Number {} is not among the missed ones, or its time is over.",
        "Nomer {} boten kacathet kalangkungan, utawi wekdalipun sampun telas.",
        "Nomer {} teu kacatet kalangkung, atanapi waktosna parantos séép.";
    RETURN_TOO_LATE:
        "Waktu untuk kembali, {} menit, sudah habis. Silakan ambil nomor baru.",
        "The {} minutes to come back are over. Please take a new number.",
        "Wekdal kangge wangsul, {} menit, sampun telas. Mangga mendhet nomer enggal.",
        "Waktos kanggo wangsul, {} menit, parantos séép. Mangga candak nomer énggal.";
    RETURN_USED:
        "Nomor ini sudah pernah kembali. Silakan ambil nomor baru.",
        "This number has come back before. Please take a new number.",
        "Nomer punika sampun nate wangsul. Mangga mendhet nomer enggal.",
        "Nomer ieu parantos kantos wangsul. Mangga candak nomer énggal.";
    RETURN_UNKNOWN:
        "Pusat antrean tidak menjawab. Silakan coba lagi kembali ke antrean.",
        "The queue system did not answer. Please try once more to come back.",
        "Puser antrean boten mangsuli. Mangga dipuncobi malih wangsul antre.",
        "Puseur antrean teu ngawaler. Mangga cobian deui wangsul ka antrean.";
    NOT_SCANNED:
        "Kode ini tidak dikenali. Silakan ketik kode atau nomor Anda.",
        "This code is not known here. Please type your code or number.",
        "Kode punika boten dipuntepangi. Mangga ketik kode utawi nomer panjenengan.",
        "Kode ieu teu dikenal. Mangga ketik kode atanapi nomer Anjeun.";
    BOOKING_TOO_EARLY:
        "Belum waktunya check-in.",
        "It is too early to check in.",
        "Dereng wekdalipun check-in.",
        "Teu acan waktosna check-in.";
    BOOKING_UNKNOWN:
        "Kode tidak ditemukan.",
        "Code not found.",
        "Kode boten kapanggih.",
        "Kode teu kapendak.";
    VOUCHER_USED:
        "Kupon sudah dipakai.",
        "The voucher has been used.",
        "Kupon sampun dipunginakaken.",
        "Kupon parantos dianggo.";
    VOUCHER_UNKNOWN:
        "Kupon tidak dikenal atau masa berlakunya habis.",
        "The voucher is not known, or its time is over.",
        "Kupon boten dipuntepangi utawi sampun telas wekdalipun.",
        "Kupon teu dikenal atanapi waktosna parantos séép.";
    VOUCHER_TOO_EARLY:
        "Kupon berlaku mulai tanggal {}.",
        "The voucher is valid from {}.",
        "Kupon lumampah wiwit tanggal {}.",
        "Kupon lumaku ti tanggal {}.";
    NOT_OFFERED:
        "Layanan ini tidak ada di kios ini.",
        "This service is not at this kiosk.",
        "Layanan punika boten wonten ing kios punika.",
        "Layanan ieu teu aya di kios ieu.";
    NUMBERS_CHECKED:
        "Nomor hari ini sedang diperiksa.",
        "Today's numbers are being checked.",
        "Nomer dinten punika saweg dipunpriksa.",
        "Nomer dinten ieu nuju dipariksa.";
    LIST_FULL:
        "Daftar tunggu sudah penuh.",
        "The waiting list is full.",
        "Dhaptar tunggu sampun kebak.",
        "Daptar tunggu parantos pinuh.";
    BUSY:
        "Pusat antrean sedang sibuk. Belum ada nomor untuk Anda. Silakan coba sebentar lagi.",
        "The queue system is busy. You have no number yet. Please try again in a moment.",
        "Puser antrean saweg rupek. Dereng wonten nomer kangge panjenengan. Mangga dipuncobi sekedhap malih.",
        "Puseur antrean nuju sibuk. Teu acan aya nomer kanggo Anjeun. Mangga cobian sakedap deui.";
    UNKNOWN:
        "Pusat antrean tidak menjawab, jadi tidak ada nomor untuk Anda. Silakan coba lagi.",
        "The queue system did not answer, so you have no number. Please try again.",
        "Puser antrean boten mangsuli, dados dereng wonten nomer kangge panjenengan. Mangga dipuncobi malih.",
        "Puseur antrean teu ngawaler, janten teu aya nomer kanggo Anjeun. Mangga cobian deui.";
    OFFLINE:
        "Sambungan terputus. Belum ada nomor untuk Anda.",
        "The connection is down. You have no number yet.",
        "Sambungan pedhot. Dereng wonten nomer kangge panjenengan.",
        "Sambungan pegat. Teu acan aya nomer kanggo Anjeun.";
    FAULT:
        "Nomor tidak dapat diambil. Kode untuk petugas: {}.",
        "The number cannot be taken. Code for the staff: {}.",
        "Nomer boten saged dipunpendhet. Kode kangge petugas: {}.",
        "Nomer teu tiasa dicandak. Kode kanggo petugas: {}.";
}
