"""The word lists that benchmark names are made of: common given and family names, stems, endings, body words.

Common knowledge about names of three regions, most frequent first; '_' stands for a space.
"""


def _words(text: str) -> list[str]:
    return text.split()


SOUTH_GIVEN = _words(
    """
    Muhammad Ahmad Ali Hassan Hussain Usman Bilal Imran Asif Tariq Khalid Nadeem Shahid Rashid Adnan
    Kamran Faisal Zahid Saeed Waqas Junaid Irfan Salman Naveed Javed Aamir Arshad Iqbal Ijaz Mehmood
    Farooq Shakeel Waseem Zubair Yasir Rizwan Jamil Pervaiz Qasim Sohail Mubashir Shoaib Babar Jahangir
    Akbar Ghulam Abdul Fatima Ayesha Khadija Zainab Maryam Sana Nadia Rabia Shazia Samina Nasreen
    Farzana Bushra Saima Uzma Kiran Hina Sadia Mehwish Amina Rukhsana Tahira Noreen Lubna Priya Anjali
    Rahul Rajesh Suresh Vikram Arun Deepak Sanjay Ramesh Amit Sunil Manoj Pooja Neha Kavita Anil Vijay
    Mahesh Dinesh Ravi Ashok Prakash Rohit Gurpreet Harjit
    """
)
SOUTH_FAMILY = _words(
    """
    Khan Ahmed Ali Hussain Malik Butt Shah Iqbal Akhtar Mahmood Chaudhry Raza Qureshi Siddiqui Sheikh
    Hashmi Bukhari Naqvi Rizvi Zaidi Kazmi Gilani Jatoi Bhutto Soomro Memon Baloch Bugti Marri Mengal
    Khattak Afridi Yousafzai Durrani Orakzai Wazir Mehsud Bangash Khosa Leghari Mazari Dogar Cheema
    Chattha Warraich Gondal Tarar Virk Bajwa Sandhu Gill Sidhu Bhatti Rathore Janjua Awan Gujjar Arain
    Mughal Mirza Baig Ansari Farooqi Usmani Abbasi Alvi Sharma Verma Gupta Singh Patel Kumar Reddy Nair
    Iyer Menon Pillai Chatterjee Banerjee Mukherjee Ghosh Das
    """
)
ARAB_GIVEN = _words(
    """
    Mohammed Ahmed Mahmoud Mustafa Ibrahim Youssef Omar Khaled Hassan Hussein Abdullah Abdulrahman Samir
    Karim Nabil Tarek Walid Ziad Fadi Rami Bassam Ghassan Marwan Nizar Hisham Jamal Kamal Adel Sami Hani
    Majid Fahd Faisal Sultan Turki Saud Bandar Nasser Salem Hamad Rashed Layla Fatima Aisha Noura Huda
    Rania Dina Salma Yasmin Hanan Amal Iman Samira Nadia Zeinab Khadija Abdelkader Abdelaziz Noureddine
    Rachid Hamid Mourad Farid Said
    """
)
ARAB_FAMILY = _words(
    """
    Haddad Khoury Najjar Masri Shami Baghdadi Tikriti Jaziri Hashimi Maliki Zoubi Ghamdi Qahtani Otaibi
    Harbi Shammari Dosari Zahrani Mutairi Rashidi Sabah Thani Khalifa Maktoum Nahyan Sudani Tunisi Fassi
    Benali Bouzid Mansour Saleh Nasrallah Hamdan Barghouti Dahlan Qasem Awad Sharif Ramadan Darwish
    Habib Hariri Jumblatt Chamoun Gemayel Aoun Berri Zayani Trabelsi Jebali Mahdi Sadr Hakim Jaafari
    Allawi Chalabi Barzani Talabani Boutros
    """
)
EURO_GIVEN = _words(
    """
    Jean Pierre Michel Anna Maria Hans Peter Klaus Jan Piotr Marek Ivan Sergey Dmitry Olga Elena Natalia
    John David Michael James Robert William Thomas Mary Elizabeth Sarah Emma Luca Marco Giovanni
    Francesco Giulia Carlos Jose Juan Miguel Antonio Carmen Lars Erik Anders Karin Ingrid Sven Matti
    Pekka Andreas Stefan Markus Martin Wolfgang Dimitris Georgios Nikos Katerina Zoltan Istvan Laszlo
    Agnes Mihai Ion Andrei Vasile Katarzyna Agnieszka Tomasz Pavel Jiri Petra Francois Nathalie
    Catherine Philippe Isabelle Henrik Soren Mette Willem Pieter Johanna Marcin Ursula
    """
)
EURO_FAMILY = _words(
    """
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White
    Muller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Martin Bernard Dubois
    Thomas Robert Petit Durand Leroy Moreau Simon Rossi Russo Ferrari Esposito Bianchi Romano Garcia
    Fernandez Gonzalez Rodriguez Lopez Nowak Kowalski Wisniewski Novak Svoboda Ivanov Petrov Sidorov
    Popescu Ionescu Nagy Kovacs Toth Jansen De_Vries Van_Dijk Hansen Olsen Johansson Andersson Korhonen
    Virtanen Papadopoulos Avramidis Silva Santos Oliveira Murphy
    """
)
STEMS = {
    "south": _words(
        """
        Kal Mard Bann Sarg Jhel Chak Dhar Lak Mian Naus Pind Rav Sial Tal Thar Wazir Zar Hak Badr Fazl
        Shams Qamar Gul Jam Kash Larg Mor Nok Pun Rind Sad Tur Umr Yar Khair Bahar Gab Hind Mak Sher Zam
        Dil
        """
    ),
    "arab": _words(
        """
        Has Ham Khal Nas Sal Zah Qas Jar Bak Daw Far Ghan Hab Jum Kar Lab Maj Naj Ras Sab Tab Wah Yah
        Zub Ash Bad Dar Fad Gham Hash Jab Kath Lut Mar Nab Qad Rab Saf Tam Zak Shar Thab
        """
    ),
    "euro": _words(
        """
        Berg Stein Wald Kron Lind Holm Strand Nord Vest Grab Kov Mal Pav Rom Sav Tom Vas Zel Bar Cald
        Dor Fab Gal Harr Kell Lamb Marl Nell Ost Pell Quint Ross Sand Tarn Ull Vent Wick York Zand Brun
        Cost Drag Falk Gord
        """
    ),
}
MIDDLES = ["", *_words("a i u an ar el en er in ol on or ad is av")]
ENDINGS = {
    "south": _words(
        """
        zai pur wal ani wani abadi i oo ana khel nagar kar wala jee dar ri vi li mi ti
        """
    ),
    "arab": _words(
        """
        i awi ani iri ali oun ed ah ari ouri adi ani ouni asi ifi abi
        """
    ),
    "euro": _words(
        """
        son mann berg er ov ova ski escu elli ini ez sen strom poulos ic enko feld hart ard ier
        """
    ),
}
CLASSES = _words(
    """
    Ministry Agency Authority Commission Committee Council Centre Institute Department Directorate
    Office Bureau Foundation Association Network Federation Organisation Programme Initiative Alliance
    Task_Force Fund Union Society Secretariat Directorate_General Partnership Project Forum Service
    """
)
FIELDS = _words(
    """
    Migration Asylum Border Customs Narcotics Investigation Human_Rights Labour Refugee Trafficking
    Smuggling Police Coast_Guard Immigration Passports Overseas_Employment Statistics Health Education
    Water Energy Transport Trade Agriculture Fisheries Forestry Climate Disaster_Management
    Rural_Development Women Youth Children Legal_Aid Justice Prisons Telecommunication Aviation Ports
    Shipping Railways Housing Finance Audit Revenue Anti_Corruption Cyber_Crime Vocational_Training
    Research Policy_Development Integration Return Reintegration Protection Victim_Support
    """
)
PLACES = _words(
    """
    Pakistan Punjab Sindh Balochistan Karachi Lahore Europe Asia Africa Vienna Geneva Italy Greece Spain
    Turkey Iran Afghanistan Tajikistan Uzbekistan Kenya Nigeria Egypt Libya Tunisia Morocco Albania
    Serbia Bosnia Hungary Austria Germany France Poland Norway Sweden Malta Cyprus Georgia Armenia Nepal
    Bangladesh India Sri_Lanka Maldives Thailand Malaysia Indonesia Philippines Vietnam Jordan Lebanon
    Iraq Syria Yemen Oman Qatar Kuwait Bahrain
    """
)
