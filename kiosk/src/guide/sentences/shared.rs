//! Sentences that several screens need.
//! Used by `guide` alone. Javanese (krama) and Sundanese (lemes) wait for a native speaker, like the screens'.

use super::Sentence;

sentences! {
    GUIDE_BEGINS:
        "Panduan suara. Tombol bawah atau dua untuk maju, tombol atas atau delapan untuk mundur, Enter untuk memilih. Bintang membacakan layar lagi, lima membacakan pilihan lagi, garis miring untuk kembali, tambah dan kurang untuk suara, tujuh untuk jeda, nol untuk berhenti.",
        "Spoken guide. Down or two goes forward, up or eight goes back, Enter chooses. Star reads the screen again, five reads the choice again, slash returns, plus and minus change the volume, seven pauses, zero stops.",
        "Pandhuan swanten. Tombol ngandhap utawi kalih kangge majeng, tombol nginggil utawi wolu kangge mundur, Enter kangge milih. Bintang maosaken layar malih, gangsal maosaken pilihan malih, garis miring kangge wangsul, tambah lan kirang kangge swanten, pitu kangge kendel sekedhap, nol kangge mungkasi.",
        "Pituduh sora. Tombol handap atanapi dua kanggo maju, tombol luhur atanapi dalapan kanggo mundur, Enter kanggo milih. Bintang maoskeun layar deui, lima maoskeun pilihan deui, garis condong kanggo wangsul, tambah sareng kirang kanggo sora, tujuh kanggo reureuh, enol kanggo ngeureunkeun.";
    LEAVING:
        "Anda masih di sini? Tekan tombol apa saja untuk melanjutkan. Tanpa tombol, layar kembali ke awal.",
        "Are you still here? Press any key to continue. Without a key, the screen goes back to the start.",
        "Panjenengan taksih wonten mriki? Mangga mencet tombol punapa kemawon kangge nglajengaken. Tanpa tombol, layar wangsul dhateng wiwitan.",
        "Anjeun masih aya di dieu? Mangga pencét tombol naon waé kanggo neraskeun. Tanpa tombol, layar wangsul ka awal.";
    SWITCHED_ON:
        "Dipilih",
        "On",
        "Dipunpilih",
        "Kapilih";
    SWITCHED_OFF:
        "Belum dipilih",
        "Off",
        "Dereng dipunpilih",
        "Teu acan kapilih";
    VOLUME:
        "Suara {}.",
        "Volume {}.",
        "Swanten {}.",
        "Sora {}.";
    PAPER_OUT:
        "Kertas printer habis.",
        "The printer is out of paper.",
        "Dluwang printer telas.",
        "Kertas printer séép.";
    COVER_OPEN:
        "Tutup printer terbuka.",
        "The printer's cover is open.",
        "Tutup printer kabikak.",
        "Tutup printer muka.";
    PAPER_JAM:
        "Kertas tersangkut di printer.",
        "Paper is stuck in the printer.",
        "Dluwang nyangkut ing printer.",
        "Kertas nyangkut dina printer.";
    PRINTER_SILENT:
        "Printer tidak menjawab.",
        "The printer does not answer.",
        "Printer boten mangsuli.",
        "Printer teu ngawaler.";
    PAGE:
        "Halaman {} dari {}.",
        "Page {} of {}.",
        "Kaca {} saking {}.",
        "Kaca {} tina {}.";
    AHEAD_NONE:
        "Tidak ada orang di depan Anda.",
        "Nobody is ahead of you.",
        "Boten wonten tiyang ing ngajeng panjenengan.",
        "Teu aya jalmi payuneun Anjeun.";
    AHEAD_ONE:
        "Satu orang di depan Anda.",
        "One person is ahead of you.",
        "Setunggal tiyang ing ngajeng panjenengan.",
        "Saurang payuneun Anjeun.";
    AHEAD:
        "{} orang di depan Anda.",
        "{} people are ahead of you.",
        "{} tiyang ing ngajeng panjenengan.",
        "{} jalmi payuneun Anjeun.";
    WAIT:
        "Perkiraan tunggu {} sampai {} menit.",
        "The wait is about {} to {} minutes.",
        "Kinten-kinten ngentosi {} dumugi {} menit.",
        "Kira-kira ngantosan {} dugi ka {} menit.";
    TO:
        " sampai ",
        " to ",
        " dumugi ",
        " dugi ka ";
    MINUTES:
        " menit",
        " minutes",
        " menit",
        " menit";
    CLOSED_FORCED:
        "ditutup sementara",
        "closed for now",
        "dipuntutup sawetawis",
        "ditutup samentawis";
    CLOSED_EXCEPTION:
        "jadwal khusus hari ini",
        "special hours today",
        "jadwal mligi dinten punika",
        "jadwal husus dinten ieu";
    CLOSED_HOLIDAY:
        "hari libur",
        "holiday",
        "dinten prei",
        "dinten peré";
    CLOSED_COUNTERS:
        "loket sudah tutup",
        "its counters have closed",
        "loket sampun tutup",
        "loket parantos tutup";
    CLOSED_HOURS:
        "di luar jam layanan",
        "outside opening hours",
        "njawi jam layanan",
        "di luareun jam layanan";
    CLOSED_BREAK:
        "sedang istirahat",
        "on a break",
        "saweg istirahat",
        "nuju istirahat";
    CLOSED_CUT_OFF:
        "waktu mengambil nomor sudah habis",
        "too late for a number today",
        "wekdal mendhet nomer sampun telas",
        "waktos nyandak nomer parantos séép";
    CLOSED_QUOTA:
        "nomor yang dibuka sudah habis",
        "no numbers are left for now",
        "nomer ingkang dipunbikak sampun telas",
        "nomer anu dibuka parantos séép";
    CLOSED_OUTAGE:
        "sistemnya terganggu",
        "its system is down",
        "sistemipun kaganggu",
        "sistemna kaganggu";
    OPENS_TODAY:
        "buka hari ini pukul {}",
        "opens today at {}",
        "bikak dinten punika jam {}",
        "muka dinten ieu tabuh {}";
    OPENS_TOMORROW:
        "buka besok pukul {}",
        "opens tomorrow at {}",
        "bikak benjing jam {}",
        "muka énjing tabuh {}";
    OPENS_ON:
        "buka tanggal {} pukul {}",
        "opens on {} at {}",
        "bikak tanggal {} jam {}",
        "muka tanggal {} tabuh {}";
    NOT_CONNECTED:
        "Kios ini belum tersambung dengan pusat antrean.",
        "This kiosk is not connected to the queue system.",
        "Kios punika dereng nyambung kaliyan puser antrean.",
        "Kios ieu teu acan nyambung ka puseur antrean.";
    CUT_OFF:
        "Sambungan ke pusat antrean terputus.",
        "The connection to the queue system is down.",
        "Sambungan dhateng puser antrean pedhot.",
        "Sambungan ka puseur antrean pegat.";
    EMERGENCY_NEAR:
        "Sambungan ke pusat antrean terputus. Silakan tunggu sekitar setengah menit, lalu nomor dapat diambil.",
        "The connection to the queue system is down. Please wait about half a minute; then numbers can be taken.",
        "Sambungan dhateng puser antrean pedhot. Mangga ngentosi watawis setengah menit, lajeng nomer saged dipunpendhet.",
        "Sambungan ka puseur antrean pegat. Mangga antosan kira-kira satengah menit, teras nomer tiasa dicandak.";
    EMERGENCY:
        "Sambungan ke pusat antrean terputus, tetapi Anda dapat mengambil nomor darurat di sini. Nomor itu berlaku.",
        "The connection to the queue system is down, but you can take an emergency number here. It is valid.",
        "Sambungan dhateng puser antrean pedhot, nanging panjenengan saged mendhet nomer darurat ing mriki. Nomer punika lumampah.",
        "Sambungan ka puseur antrean pegat, nanging Anjeun tiasa nyandak nomer darurat di dieu. Nomerna lumaku.";
    DATE_OPEN:
        "Tanggal hari ini belum dipastikan.",
        "Today's date has not been confirmed.",
        "Tanggal dinten punika dereng dipunpesthekaken.",
        "Tanggal dinten ieu teu acan dipastikeun.";
    TOUCH_GONE:
        "Layar sentuh sedang tidak berfungsi. Silakan pakai papan tombol, atau minta nomor kepada petugas.",
        "The touchscreen does not work at the moment. Please use the keypad, or ask a member of staff for a number.",
        "Layar sentuh saweg boten saged dipunginakaken. Mangga ngginakaken papan tombol, utawi nyuwun nomer dhateng petugas.",
        "Layar toél nuju teu tiasa dianggo. Mangga anggo papan tombol, atanapi nyuhunkeun nomer ka petugas.";
    NO_NUMBERS:
        "Nomor belum dapat diambil. Silakan minta bantuan petugas.",
        "Numbers cannot be taken now. Please ask a member of staff for help.",
        "Nomer dereng saged dipunpendhet. Mangga nyuwun pitulungan petugas.",
        "Nomer teu acan tiasa dicandak. Mangga nyuhunkeun bantosan petugas.";
}
